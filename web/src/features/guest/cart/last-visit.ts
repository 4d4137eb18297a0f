import { randomKey } from '../../../graphql/random-key'
import { deviceStorage, type GuardedStorage } from '../../../ui/storage'
import type { CartStore } from './cart-store'
import { cartStoreOf } from './use-cart'

/** Whoever scans the code again after so long has come for another meal. */
const SAME_MEAL_MS = 3 * 60 * 60_000

const keyOf = (tableCode: string) => `menumate.visit.${tableCode}`

type VisitOptions = {
  storage?: GuardedStorage
  now?: () => number
  storeOf?: (placeId: string, guestName: string | null) => Pick<CartStore, 'get' | 'dispatch' | 'clear'>
}

/** The place at which this device filled a cart for a table last, unless that is long ago. */
export function lastVisit(
  tableCode: string,
  { storage = deviceStorage, now = Date.now }: VisitOptions = {},
): string | null {
  try {
    const stored: unknown = JSON.parse(storage.getItem(keyOf(tableCode)) ?? 'null')
    if (typeof stored !== 'object' || stored === null || !('at' in stored) || !('id' in stored)) return null
    return now() - Number(stored.at) < SAME_MEAL_MS ? String(stored.id) : null
  } catch {
    return null
  }
}

/** Notes that this device has a place, and brings what was not ordered at the one before: unsent, in a new order. */
export function beginVisit(
  tableCode: string,
  placeId: string,
  guestName: string | null,
  options: VisitOptions = {},
): void {
  const { storage = deviceStorage, now = Date.now, storeOf = cartStoreOf } = options
  const before = lastVisit(tableCode, options)
  if (before !== null && before !== placeId) {
    const left = storeOf(before, null)
    const cart = storeOf(placeId, guestName)
    for (const line of left.get().lines) cart.dispatch({ type: 'add', line, newKey: randomKey() })
    left.clear()
  }
  storage.setItem(keyOf(tableCode), JSON.stringify({ id: placeId, at: now() }))
}
