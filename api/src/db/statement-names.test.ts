import { expect, test } from 'vitest'
import { createStatementNames } from './statement-names.ts'

const generated = (text: number) => `SELECT "public"."guest"."c${text}" FROM "public"."guest"`

test('a statement that is generated has a name when it comes again, its own; one of ours at once', () => {
  const name = createStatementNames()
  expect(name({ sql: generated(1) })).toBe('')
  const one = name({ sql: generated(1) })
  expect(one).not.toBe('')
  expect(name({ sql: generated(1) })).toBe(one)
  const ours = name({ sql: 'SELECT id FROM guest' })
  expect(ours).not.toBe('')
  expect(ours).not.toBe(one)
})

test('generated statements without number take a bounded number of names, and ours have theirs all the same', () => {
  const name = createStatementNames()
  const named = new Set<string>()
  for (let text = 0; text < 5_000; text++) {
    for (let time = 0; time < 2; time++) named.add(name({ sql: generated(text) }))
  }
  named.delete('')
  expect(named.size).toBe(1_000)
  expect(name({ sql: generated(0) })).not.toBe('')
  expect(name({ sql: generated(4_999) })).toBe('')
  expect(name({ sql: 'SELECT id FROM guest' })).not.toBe('')
})
