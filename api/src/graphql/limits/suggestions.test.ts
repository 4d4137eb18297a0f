import { expect, test } from 'vitest'
import { withoutHint } from './suggestions.ts'

test.each([
  [
    'Cannot query field "nam" on type "Order". Did you mean "name"?',
    'Cannot query field "nam" on type "Order".',
  ],
  [
    'Cannot query field "x" on type "Event". Did you mean to use an inline fragment on "A", "B", or "C"?',
    'Cannot query field "x" on type "Event".',
  ],
  [
    'Variable "$s" got invalid value "Did you mean"; Value "Did you mean" does not exist in "S" enum. Did you mean the enum value "A" or "B"?',
    'Variable "$s" got invalid value "Did you mean"; Value "Did you mean" does not exist in "S" enum.',
  ],
  ['Unknown type "?".', 'Unknown type "?".'],
  ['What was it?', 'What was it?'],
])('of %j stays %j', (message, expected) => {
  expect(withoutHint(message)).toBe(expected)
})

// The event loop stands still meanwhile: what takes time in proportion takes a few milliseconds, by the square hours.
test.each([
  ['hints without an end', ' Did you mean '.repeat(100_000)],
  ['hints with their ends', ' Did you mean ?'.repeat(100_000)],
  ['question marks', '?'.repeat(1_000_000)],
])('a million characters of %s are gone through once', (_what, text) => {
  expect(withoutHint(`Invalid value "${text}".`)).toBe(`Invalid value "${text}".`)
  expect(withoutHint(`Invalid value "${text}". Did you mean "that"?`)).toBe(`Invalid value "${text}".`)
})
