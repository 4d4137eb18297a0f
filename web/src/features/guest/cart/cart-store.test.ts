import { expect, test, vi } from 'vitest'
import { guardStorage } from '../../../ui/storage'
import type { CartLine } from './cart'
import { createCartStore } from './cart-store'

const line = (id: string): CartLine => ({
  id,
  menuItemId: id,
  name: id,
  quantity: 1,
  optionIds: [],
  note: '',
})

/** Two tabs of one device. */
function twoTabs(
  setItem = (stored: Map<string, string>, key: string, value: string) => void stored.set(key, value),
) {
  const stored = new Map<string, string>()
  const onNotKept = vi.fn()
  const tab = () =>
    createCartStore({
      key: 'cart',
      guestName: 'Maya',
      onNotKept,
      storage: guardStorage(() => ({
        getItem: (key) => stored.get(key) ?? null,
        setItem: (key, value) => setItem(stored, key, value),
        removeItem: (key) => void stored.delete(key),
      })),
    })
  return { one: tab(), other: tab(), onNotKept }
}

test('a tab that was put aside changes the order that another tab holds, and not the one that it remembers', () => {
  const { one, other } = twoTabs()
  other.dispatch({ type: 'add', line: line('soup'), newKey: 'key-1' })
  other.dispatch({ type: 'send', at: '2026-11-20T19:42:00Z' })
  one.dispatch({ type: 'add', line: line('bread'), newKey: 'key-2' })
  expect(one.get()).toEqual(other.get())
  expect(one.get()).toMatchObject({ lines: [line('soup')], sentAt: '2026-11-20T19:42:00Z' })
})

test('it shows what another tab has made of the cart as soon as it looks, and nothing new where that is the same', () => {
  const { one, other } = twoTabs()
  const told = vi.fn()
  one.subscribe(told)
  other.dispatch({ type: 'add', line: line('soup'), newKey: 'key-1' })
  one.readAgain()
  one.readAgain()
  expect(one.get().lines).toEqual([line('soup')])
  expect(told).toHaveBeenCalledOnce()
})

test('a cart that the device does not keep works, and the guest is told once', () => {
  const { one, onNotKept } = twoTabs(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  one.dispatch({ type: 'add', line: line('soup'), newKey: 'key-1' })
  one.dispatch({ type: 'add', line: line('bread'), newKey: 'key-2' })
  expect(one.get().lines).toHaveLength(2)
  expect(onNotKept).toHaveBeenCalledOnce()
})
