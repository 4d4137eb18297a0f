import { expect, it } from 'vitest'
import type { Watch } from './missed-changes'
import { loadWatch, saveWatch } from './watch-storage'

it('what a screen has shown outlives its page, and a broken record is none', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const watch: Watch = {
    known: new Map([['one', { version: 2, status: 'COOKING' }]]),
    missed: new Map([['one', { from: 'PENDING', to: 'COOKING' }]]),
    span: { from: '2026-11-20T19:42:00.000Z', until: '2026-11-20T19:44:00.000Z' },
  }
  const now = new Date('2026-11-20T19:45:00Z')
  saveWatch('board', watch, now, storage)
  expect(loadWatch('board', storage)).toEqual({ ...watch, leftAt: now.toISOString() })
  expect(loadWatch('another', storage)).toBeNull()
  kept.set('board', '{"known": 7')
  expect(loadWatch('board', storage)).toBeNull()
})
