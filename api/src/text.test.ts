import { describe, expect, test } from 'vitest'
import { InvalidInputError } from './errors.ts'
import { cleanText } from './text.ts'

const line = { path: ['name'], maxLength: 20 }
const paragraph = { path: ['note'], maxLength: 500, multiline: true }

describe('a single line', () => {
  test.each<[string, string | null | undefined, string | null]>([
    ['plain text is kept', 'Ada Lovelace', 'Ada Lovelace'],
    ['nothing stays nothing', null, null],
    ['what was not given is nothing', undefined, null],
    ['empty text is nothing', '', null],
    ['white space alone is nothing', ' \t\n\u00a0\u3000 ', null],
    ['controls alone are nothing', '\u0000\u0007\u001b', null],
    ['direction and invisible characters alone are nothing', '\u202e\u200b\ufeff\u2060', null],
    ['ends are trimmed', '  Ada  ', 'Ada'],
    ['white space collapses', 'Ada \t\n  Lovelace', 'Ada Lovelace'],
    ['line breaks become spaces', 'Ada\r\nLovelace', 'Ada Lovelace'],
    ['line and paragraph separators become spaces', 'Ada\u2028Lovelace\u2029King', 'Ada Lovelace King'],
    ['NUL becomes a space', 'Ada\u0000King', 'Ada King'],
    ['C1 controls become spaces', 'Ada\u0085\u009bKing', 'Ada King'],
    ['a right-to-left override is dropped', 'Ada\u202eecalevoL', 'AdaecalevoL'],
    ['isolates and marks are dropped', '\u2067Ada\u2069\u200f\u061c', 'Ada'],
    ['a byte order mark is dropped', '\ufeffAda', 'Ada'],
    ['a lone surrogate becomes a replacement character', 'Ada\ud800', 'Ada\ufffd'],
    ['letters of right-to-left scripts are kept', 'עדה', 'עדה'],
    ['accents are composed', 'Zoe\u0308', 'Zoë'],
    ['emoji joined of several stay joined', '👩‍🍳', '👩‍🍳'],
    ['markup is text as any other', '<b>Ada</b>', '<b>Ada</b>'],
  ])('%s', (_rule, given, cleaned) => {
    expect(cleanText(given, line)).toBe(cleaned)
  })
})

describe('several lines', () => {
  test.each([
    ['line breaks are kept', 'rare\nno salt', 'rare\nno salt'],
    ['all kinds of line breaks become one', 'a\r\nb\rc', 'a\nb\nc'],
    ['tabs become spaces', 'a\t\tb', 'a b'],
    ['at most one line stays empty', 'a\n\n\n\n\nb', 'a\n\nb'],
    ['lines of nothing but spaces are empty lines', 'a\n \n\t\n \nb', 'a\n\nb'],
    ['spaces around a line break are dropped', 'a  \n  b', 'a\nb'],
    ['ends are trimmed', '\n\n a \n\n', 'a'],
  ])('%s', (_rule, given, cleaned) => {
    expect(cleanText(given, paragraph)).toBe(cleaned)
  })
})

test('cleaning what is clean changes nothing', () => {
  for (const text of ['Ada\u0000  King', ' e\u0301\u202e\u0301 ', 'a\n \n\n b']) {
    const once = cleanText(text, paragraph)
    expect(cleanText(once, paragraph)).toBe(once)
  }
})

test('the limit counts what is left after cleaning', () => {
  expect(cleanText(`${'x'.repeat(20)}${' '.repeat(50)}`, line)).toBe('x'.repeat(20))
})

test.each([
  ['one character too many', 'x'.repeat(21)],
  ['far too many', 'x'.repeat(10_000_000)],
  ['far too many that would all be dropped', '\u202e'.repeat(1_000_000)],
])('%s is refused with the path of the field', (_case, text) => {
  const attempt = () => cleanText(text, { path: ['items', '0', 'note'], maxLength: 20 })
  expect(attempt).toThrow(InvalidInputError)
  expect(attempt).toThrow(
    expect.objectContaining({
      path: ['items', '0', 'note'],
      message: 'items.0.note must be at most 20 characters.',
    }),
  )
})
