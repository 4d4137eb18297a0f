import { useMemo, useSyncExternalStore } from 'react'
import { deviceStorage } from '../../../ui/storage'
import { showToast } from '../../../ui/toast'
import { type CartStore, createCartStore } from './cart-store'

const stores = new Map<string, CartStore>()

/**
 * The cart of a table session on this device. Kept in localStorage with every change, before anything is sent, so a
 * reload in the middle of ordering finds the same cart with the same idempotency key; other tabs follow.
 */
export function useCart(tableSessionId: string, guestName: string | null) {
  const store = useMemo(() => cartStoreOf(tableSessionId, guestName), [tableSessionId, guestName])
  const cart = useSyncExternalStore(store.subscribe, store.get)
  return { cart, dispatch: store.dispatch, clear: store.clear }
}

/** The one store of a session's cart in this page. */
export function cartStoreOf(tableSessionId: string, guestName: string | null): CartStore {
  const existing = stores.get(tableSessionId)
  if (existing) return existing
  const store = createCartStore({
    key: `menumate.cart.${tableSessionId}`,
    guestName,
    storage: deviceStorage,
    onNotKept: tellNotKept,
  })
  stores.set(tableSessionId, store)
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
