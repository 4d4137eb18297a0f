import { expect, it } from 'vitest'
import { faultOf } from './field-fault'

const field = { type: 'text', min: '', max: '', title: '', validationMessage: 'Match the requested format.' }

it('asks for what is missing', () => {
  expect(faultOf({ ...field, validity: { valueMissing: true } })).toBe('Please fill this in.')
})

it('tells a word from an e-mail address', () => {
  expect(faultOf({ ...field, type: 'email', validity: { typeMismatch: true } })).toBe(
    'This is not an e-mail address.',
  )
})

it('names the limits of a number', () => {
  const seconds = { ...field, type: 'number', min: '5', max: '600' }
  expect(faultOf({ ...seconds, validity: { rangeUnderflow: true } })).toBe(
    'Please type a number from 5 to 600.',
  )
  expect(faultOf({ ...seconds, validity: { rangeOverflow: true } })).toBe(
    'Please type a number from 5 to 600.',
  )
})

it('tells what is no number, or no whole one, from what is missing', () => {
  const seconds = { ...field, type: 'number', min: '5', max: '600' }
  expect(faultOf({ ...seconds, validity: { badInput: true, valueMissing: true } })).toBe(
    'Please type a whole number.',
  )
  expect(faultOf({ ...seconds, validity: { stepMismatch: true } })).toBe('Please type a whole number.')
})

it('says of a pattern what the field says of it', () => {
  expect(faultOf({ ...field, title: 'Four digits.', validity: { patternMismatch: true } })).toBe(
    'Four digits.',
  )
})

it('leaves all else to the browser', () => {
  expect(faultOf({ ...field, validity: { patternMismatch: true } })).toBe('Match the requested format.')
})
