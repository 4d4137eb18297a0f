import { expect, test } from 'vitest'
import { guardStorage } from '../ui/storage'
import { createReloader } from './reload-for-version'

/** A tab that is refused every second, and what it does about it. */
function refusedFor(seconds: number, storage = tabOf(new Map())) {
  const reloadedAt: number[] = []
  let now = 0
  const page = () => createReloader({ storage, now: () => now * 1000, reload: () => reloadedAt.push(now) })
  let refused = page()
  for (; now <= seconds; now++) {
    const before = reloadedAt.length
    refused()
    refused()
    if (reloadedAt.length > before) refused = page()
  }
  return reloadedAt
}

function tabOf(stored: Map<string, string>) {
  return guardStorage(() => ({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  }))
}

test('a page that a new server refuses is loaded at once, and again with growing pauses', () => {
  expect(refusedFor(230)).toEqual([0, 10, 40, 100, 220])
})

test('it never stops for good, and never comes more often than every five minutes in the end', () => {
  const pauses = refusedFor(3600).map((at, index, all) => at - (all[index - 1] ?? 0))
  expect(pauses.slice(6)).toEqual(pauses.slice(6).map(() => 300))
  expect(pauses.length).toBeGreaterThan(14)
})

test('where the tab cannot remember that it was loaded anew, it is not', () => {
  const forbidden = guardStorage(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect(refusedFor(60, forbidden)).toEqual([])
})
