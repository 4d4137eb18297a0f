import { useMemo, useSyncExternalStore } from 'react'
import { deviceStorage } from '../../../ui/storage'
import { showToast } from '../../../ui/toast'
import { type CartStore, createCartStore } from './cart-store'

const stores = new Map<string, CartStore>()

/**
 * The cart of one place at a table: a device that sits down again has another one, since the server knows an order's key
 * by who sends it. Kept in localStorage with every change, before anything is sent, so a
 * reload in the middle of ordering finds the same cart with the same idempotency key; other tabs follow.
 */
export function useCart(placeId: string, guestName: string | null) {
  const store = useMemo(() => cartStoreOf(placeId, guestName), [placeId, guestName])
  const cart = useSyncExternalStore(store.subscribe, store.get)
  return { cart, dispatch: store.dispatch, clear: store.clear }
}

/** The one store of a place's cart in this page. */
export function cartStoreOf(placeId: string, guestName: string | null): CartStore {
  const existing = stores.get(placeId)
  if (existing) return existing
  const store = createCartStore({
    key: `menumate.cart.${placeId}`,
    guestName,
    storage: deviceStorage,
    onNotKept: tellNotKept,
  })
  stores.set(placeId, store)
  addEventListener('storage', (event) => {
    if (event.key === store.key) store.readAgain()
  })
  // A page that a phone has put aside hears of nothing meanwhile.
  addEventListener('pageshow', (event) => {
    if (event.persisted) store.readAgain()
  })
  return store
}

/** Private browsing, or a full phone: what is ordered works, but the guest should know what not to do. */
function tellNotKept() {
  showToast({
    id: 'not-kept',
    title: 'This phone cannot keep your order',
    description:
      'Its storage is full or switched off. Please don’t reload or close this page until your order is in.',
    tone: 'pending',
    timeout: 15_000,
  })
}
