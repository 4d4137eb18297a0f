import type { GuardedStorage } from '../../../ui/storage'
import { type Cart, type CartAction, emptyCart, reduceCart } from './cart'

export type CartStore = {
  readonly key: string
  get: () => Cart
  subscribe: (listener: () => void) => () => void
  dispatch: (action: CartAction) => void
  /** Forgets it, also on the device. */
  clear: () => void
  /** Something else may have changed what is stored. */
  readAgain: () => void
}

type CartStoreOptions = {
  key: string
  guestName: string | null
  storage: GuardedStorage
  /** Told once, when a change will be forgotten with the page. */
  onNotKept: () => void
}

/** A cart that tabs share: each change is made to what is stored, which another tab may have changed a moment ago. */
export function createCartStore({ key, guestName, storage, onNotKept }: CartStoreOptions): CartStore {
  const listeners = new Set<() => void>()
  const initial: Cart = { ...emptyCart, customerName: guestName ?? '' }
  let text = storage.getItem(key)
  let cart = parseCart(text) ?? initial
  let isTold = false

  function show(next: Cart, nextText: string | null) {
    cart = next
    text = nextText
    for (const listener of [...listeners]) listener()
  }

  function readAgain() {
    const stored = storage.getItem(key)
    // The very same cart as long as nothing has changed.
    if (stored !== text) show(parseCart(stored) ?? initial, stored)
  }

  return {
    key,
    get: () => cart,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch: (action) => {
      readAgain()
      const next = reduceCart(cart, action)
      if (next === cart) return
      const nextText = JSON.stringify(next)
      if (!storage.setItem(key, nextText) && !isTold) {
        isTold = true
        onNotKept()
      }
      show(next, nextText)
    },
    clear: () => {
      storage.removeItem(key)
      show(initial, null)
    },
    readAgain,
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
