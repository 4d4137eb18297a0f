import { describe, expect, test } from 'vitest'
import { CursorExpiredError, decodeCursor, encodeCursor, InvalidCursorError } from './cursor.ts'
import type { Feed } from './event.ts'

const EPOCH = '0123456789abcdef0123456789abcdef'
const restaurant: Feed = { kind: 'restaurant', id: '0b5a8c2e-6f1d-4c3b-9a7e-2d4f6a8c0e1b' }
const session: Feed = { kind: 'session', id: '0b5a8c2e-6f1d-4c3b-9a7e-2d4f6a8c0e1b' }
const cursorOf = (text: string) => Buffer.from(text).toString('base64url')

test.each([0, 1, 256, 2 ** 31, 999_999_999_999_999])('position %i comes back', (position) => {
  expect(decodeCursor(restaurant, EPOCH, encodeCursor(restaurant, EPOCH, position))).toBe(position)
})

test('a cursor can stand in an address as it is', () => {
  expect(encodeCursor(session, EPOCH, 17)).toMatch(/^[\w-]+$/)
})

test('a cursor of a log that is not this one has expired', () => {
  const cursor = encodeCursor(restaurant, 'f'.repeat(32), 7)
  expect(() => decodeCursor(restaurant, EPOCH, cursor)).toThrow(CursorExpiredError)
})

describe('no cursor of this feed', () => {
  const prefix = `restaurant:${restaurant.id}`
  test.each([
    ['empty', ''],
    ['garbage', 'garbage'],
    ['not base64', '§ §'],
    ['NUL', '\u0000'],
    ['a lone surrogate', '\ud800'],
    ["another restaurant's", encodeCursor({ ...restaurant, id: EPOCH }, EPOCH, 1)],
    ["a session's of the same id", encodeCursor(session, EPOCH, 1)],
    ['only the feed', cursorOf(prefix)],
    ['without a position', cursorOf(`${prefix}:${EPOCH}:`)],
    ['a negative position', cursorOf(`${prefix}:${EPOCH}:-1`)],
    ['a fraction', cursorOf(`${prefix}:${EPOCH}:1.5`)],
    ['a leading zero', cursorOf(`${prefix}:${EPOCH}:01`)],
    ['an exponent', cursorOf(`${prefix}:${EPOCH}:1e3`)],
    ['beyond what a number can hold', cursorOf(`${prefix}:${EPOCH}:9007199254740993`)],
    ['a position of a thousand digits', cursorOf(`${prefix}:${EPOCH}:${'9'.repeat(1_000)}`)],
    ['with a line break behind it', cursorOf(`${prefix}:${EPOCH}:1\n`)],
    ['ten megabytes', 'x'.repeat(10_000_000)],
  ])('%s', (_what, cursor) => {
    expect(() => decodeCursor(restaurant, EPOCH, cursor)).toThrow(InvalidCursorError)
  })
})
