import { expect, test } from 'vitest'
import { guardStorage } from './storage'

/** A storage that takes what it is given until it is full. */
function storageOf(stored: Map<string, string>, isFull: () => boolean) {
  return {
    getItem: (key: string) => stored.get(key) ?? null,
    removeItem: (key: string) => void stored.delete(key),
    setItem(key: string, value: string) {
      if (isFull()) throw new DOMException('full', 'QuotaExceededError')
      stored.set(key, value)
    },
  }
}

test('what a forbidden storage does not take is remembered as long as the page is open', () => {
  const storage = guardStorage(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  expect(storage.getItem('cart')).toBeNull()
  expect(storage.setItem('cart', 'soup')).toBe(false)
  expect(storage.getItem('cart')).toBe('soup')
  storage.removeItem('cart')
  expect(storage.getItem('cart')).toBeNull()
})

test('a full storage keeps nothing old of what has changed since, and takes the new as soon as it can', () => {
  const stored = new Map<string, string>()
  let full = false
  const storage = guardStorage(() => storageOf(stored, () => full))
  expect(storage.setItem('cart', 'soup')).toBe(true)
  full = true
  expect(storage.setItem('cart', 'soup, bread')).toBe(false)
  expect(storage.getItem('cart')).toBe('soup, bread')
  expect(stored.has('cart')).toBe(false)
  full = false
  expect(storage.setItem('cart', 'bread')).toBe(true)
  expect([storage.getItem('cart'), stored.get('cart')]).toEqual(['bread', 'bread'])
})
