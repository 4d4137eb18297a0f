import { expect, test } from 'vitest'
import { createStatementNames } from './statement-names.ts'

test('a statement that comes again has a name from then on, its own', () => {
  const name = createStatementNames()
  expect(name({ sql: 'SELECT 1' })).toBe('')
  const one = name({ sql: 'SELECT 1' })
  expect(one).not.toBe('')
  expect(name({ sql: 'SELECT 1' })).toBe(one)
  name({ sql: 'SELECT 2' })
  expect(name({ sql: 'SELECT 2' })).not.toBe(one)
})

test('statements without number take a bounded number of names, and those that have one keep it', () => {
  const name = createStatementNames()
  const named = new Set<string>()
  for (let text = 0; text < 5_000; text++) {
    for (let time = 0; time < 2; time++) named.add(name({ sql: `SELECT ${text}` }))
  }
  named.delete('')
  expect(named.size).toBe(1_000)
  expect(name({ sql: 'SELECT 0' })).not.toBe('')
  expect(name({ sql: 'SELECT 4999' })).toBe('')
})
