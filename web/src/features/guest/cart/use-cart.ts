import { useMemo, useSyncExternalStore } from 'react'
import { type Cart, type CartAction, emptyCart, reduceCart } from './cart'

type CartStore = {
  get: () => Cart
  subscribe: (listener: () => void) => () => void
  dispatch: (action: CartAction) => void
}

const stores = new Map<string, CartStore>()

/**
 * The cart of a table session on this device. Kept in localStorage with every change, before anything is sent, so a
 * reload in the middle of ordering finds the same cart with the same idempotency key; other tabs follow.
 */
export function useCart(tableSessionId: string, guestName: string | null) {
  const store = useMemo(() => storeOf(tableSessionId, guestName), [tableSessionId, guestName])
  const cart = useSyncExternalStore(store.subscribe, store.get)
  return { cart, dispatch: store.dispatch }
}

function storeOf(tableSessionId: string, guestName: string | null): CartStore {
  const existing = stores.get(tableSessionId)
  if (existing) return existing
  const store = createCartStore(`menumate.cart.${tableSessionId}`, {
    ...emptyCart,
    customerName: guestName ?? '',
  })
  stores.set(tableSessionId, store)
  return store
}

function createCartStore(key: string, initial: Cart): CartStore {
  const listeners = new Set<() => void>()
  let cart = parseCart(localStorage.getItem(key)) ?? initial

  function show(next: Cart) {
    cart = next
    for (const listener of [...listeners]) listener()
  }

  addEventListener('storage', (event) => {
    if (event.key === key) show(parseCart(event.newValue) ?? initial)
  })

  return {
    get: () => cart,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch: (action) => {
      const next = reduceCart(cart, action)
      if (next === cart) return
      localStorage.setItem(key, JSON.stringify(next))
      show(next)
    },
  }
}

function parseCart(stored: string | null): Cart | null {
  if (stored === null) return null
  try {
    const cart: unknown = JSON.parse(stored)
    const isCart = typeof cart === 'object' && cart !== null && 'lines' in cart && Array.isArray(cart.lines)
    return isCart ? { ...emptyCart, ...(cart as Cart) } : null
  } catch {
    return null
  }
}
