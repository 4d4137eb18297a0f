import { expect, test } from 'vitest'
import { loadIds, saveIds } from './remembered-ids'

test('what a tablet remembers survives its restart, each record by itself', () => {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  }
  saveIds(storage, 'seen.r1', new Set(['a']))
  expect([...loadIds(storage, 'seen.r1')]).toEqual(['a'])
  expect([...loadIds(storage, 'seen.r2')]).toEqual([])
})

test('a broken record counts as nothing remembered', () => {
  expect([...loadIds({ getItem: () => '{"not":"a list"' }, 'seen.r1')]).toEqual([])
})
