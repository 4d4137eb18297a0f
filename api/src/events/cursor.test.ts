import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor, InvalidCursorError } from './cursor.ts'
import type { Feed } from './event.ts'

const EVENT = '6c1d2e3f-4a5b-4c6d-8e7f-901234567890'
const restaurant: Feed = { kind: 'restaurant', id: '0b5a8c2e-6f1d-4c3b-9a7e-2d4f6a8c0e1b' }
const session: Feed = { kind: 'session', id: '0b5a8c2e-6f1d-4c3b-9a7e-2d4f6a8c0e1b' }
const cursorOf = (text: string) => Buffer.from(text).toString('base64url')

test.each([0, 1, 256, 2 ** 31, 999_999_999_999_999])('position %i comes back', (position) => {
  const place = { position, eventId: position === 0 ? null : EVENT }
  expect(decodeCursor(restaurant, encodeCursor(restaurant, place))).toEqual(place)
})

test('a cursor can stand in an address as it is', () => {
  expect(encodeCursor(session, { position: 17, eventId: EVENT })).toMatch(/^[\w-]+$/)
})

describe('no cursor of this feed', () => {
  const prefix = `restaurant:${restaurant.id}`
  test.each([
    ['empty', ''],
    ['garbage', 'garbage'],
    ['not base64', '§ §'],
    ['NUL', '\u0000'],
    ['a lone surrogate', '\ud800'],
    ["another restaurant's", encodeCursor({ ...restaurant, id: EVENT }, { position: 1, eventId: EVENT })],
    ["a session's of the same id", encodeCursor(session, { position: 1, eventId: EVENT })],
    ['only the feed', cursorOf(prefix)],
    ['without a position', cursorOf(`${prefix}::${EVENT}`)],
    ['without its event', cursorOf(`${prefix}:1`)],
    ['an event before the first', cursorOf(`${prefix}:0:${EVENT}`)],
    ['a negative position', cursorOf(`${prefix}:-1:${EVENT}`)],
    ['a fraction', cursorOf(`${prefix}:1.5:${EVENT}`)],
    ['a leading zero', cursorOf(`${prefix}:01:${EVENT}`)],
    ['an exponent', cursorOf(`${prefix}:1e3:${EVENT}`)],
    ['beyond what a number can hold', cursorOf(`${prefix}:9007199254740993:${EVENT}`)],
    ['a position of a thousand digits', cursorOf(`${prefix}:${'9'.repeat(1_000)}:${EVENT}`)],
    ['with a line break behind it', cursorOf(`${prefix}:1:${EVENT}\n`)],
    ['ten megabytes', 'x'.repeat(10_000_000)],
  ])('%s', (_what, cursor) => {
    expect(() => decodeCursor(restaurant, cursor)).toThrow(InvalidCursorError)
  })
})
