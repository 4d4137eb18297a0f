import { expect, test } from 'vitest'
import { guardStorage } from '../../../ui/storage'
import type { CartLine } from './cart'
import { type CartStore, createCartStore } from './cart-store'
import { beginVisit, lastVisit } from './last-visit'

const soup: CartLine = { id: 'a', menuItemId: 'soup', name: 'Soup', quantity: 2, optionIds: [], note: '' }

/** A phone whose storage works as long as the test does. */
function phone() {
  const storage = guardStorage(() => {
    throw new DOMException('denied', 'SecurityError')
  })
  const stores = new Map<string, CartStore>()
  const storeOf = (id: string, guestName: string | null) => {
    const store = stores.get(id) ?? createCartStore({ key: id, guestName, storage, onNotKept: () => {} })
    stores.set(id, store)
    return store
  }
  const clock = { now: 0 }
  return { clock, storeOf, options: { storage, storeOf, now: () => clock.now } }
}

test('what was held when a visit ended is in the cart of the next, unsent, with a key of its own', () => {
  const { storeOf, options } = phone()
  beginVisit('t1', 'first', 'Maya', options)
  const first = storeOf('first', 'Maya')
  first.dispatch({ type: 'add', line: soup, newKey: 'key-1' })
  first.dispatch({ type: 'send', at: '2026-11-20T19:42:00Z' })
  expect(lastVisit('t1', options)).toBe('first')

  beginVisit('t1', 'second', 'Maya', options)
  const second = storeOf('second', 'Maya')
  expect(second.get()).toMatchObject({ lines: [soup], sentAt: null, attempted: false, customerName: 'Maya' })
  expect(second.get().idempotencyKey).not.toBe('key-1')
  expect(first.get().lines).toEqual([])
  beginVisit('t1', 'second', 'Maya', options)
  expect(second.get().lines).toEqual([soup])
})

test('it is not brought to another table, nor to another meal', () => {
  const { clock, storeOf, options } = phone()
  beginVisit('t1', 'first', null, options)
  storeOf('first', null).dispatch({ type: 'add', line: soup, newKey: 'key-1' })
  beginVisit('t2', 'elsewhere', null, options)
  expect(storeOf('elsewhere', null).get().lines).toEqual([])
  clock.now = 24 * 60 * 60_000
  expect(lastVisit('t1', options)).toBeNull()
  beginVisit('t1', 'next-day', null, options)
  expect(storeOf('next-day', null).get().lines).toEqual([])
})
