import { describe, expect, test } from 'vitest'
import { BadUserInputError } from '../errors.ts'
import { databaseId, decodeGlobalId, encodeGlobalId, isGlobalId } from './global-id.ts'

const ID = '0b5a8c2e-6f1d-4c3b-9a7e-2d4f6a8c0e1b'
const NOTHING = '00000000-0000-0000-0000-000000000000'
const base64url = (text: string) => Buffer.from(text).toString('base64url')

test('an id comes back as what it was made of', () => {
  const globalId = encodeGlobalId('Order', ID)
  expect(decodeGlobalId(globalId)).toEqual({ typename: 'Order', id: ID })
  expect(databaseId('Order', globalId)).toBe(ID)
  expect(isGlobalId('Order', globalId)).toBe(true)
})

test('an id can stand in an address as it is', () => {
  expect(encodeGlobalId('MenuOption', ID)).toMatch(/^[\w-]+$/)
})

describe('no id of ours', () => {
  test.each([
    ['empty', ''],
    ['a database id', ID],
    ['not base64', '§§§'],
    ['NUL', '\u0000'],
    ['a lone surrogate', '\ud800'],
    ['without a type', base64url(`:${ID}`)],
    ['without an id', base64url('Order:')],
    ['a number for an id', base64url('Order:1')],
    ['an id in capitals', base64url(`Order:${ID.toUpperCase()}`)],
    ['with more behind it', base64url(`Order:${ID}:more`)],
    ['with a line break behind it', base64url(`Order:${ID}\n`)],
    ['with SQL for an id', base64url(`Order:${ID}'; DROP TABLE "order"; --`)],
    ['padded', `${encodeGlobalId('Order', ID)}=`],
    ['with characters that decoding skips', `!${encodeGlobalId('Order', ID)}`],
    ['ten megabytes', 'x'.repeat(10_000_000)],
  ])('%s', (_what, text) => {
    expect(() => decodeGlobalId(text)).toThrow(BadUserInputError)
    expect(databaseId('Order', text)).toBe(NOTHING)
    expect(isGlobalId('Order', text)).toBe(false)
  })

  test('an id of another type stands for nothing', () => {
    const globalId = encodeGlobalId('MenuItem', ID)
    expect(databaseId('Order', globalId)).toBe(NOTHING)
    expect(isGlobalId('Order', globalId)).toBe(false)
  })
})
