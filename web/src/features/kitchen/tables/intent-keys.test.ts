import { expect, test } from 'vitest'
import { createIntentKeys } from './intent-keys'

test('trying the same again sends the same key', () => {
  const keys = createIntentKeys()
  expect(keys.keyFor('CASH 4350')).toBe(keys.keyFor('CASH 4350'))
})

test('another method or amount is another intent', () => {
  const keys = createIntentKeys()
  expect(keys.keyFor('CASH 4350')).not.toBe(keys.keyFor('CARD 4350'))
})

test('after it was carried out the same intent is a new one', () => {
  const keys = createIntentKeys()
  const first = keys.keyFor('CASH 4350')
  keys.done('CASH 4350')
  expect(keys.keyFor('CASH 4350')).not.toBe(first)
})
