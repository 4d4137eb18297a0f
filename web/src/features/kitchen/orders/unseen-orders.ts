import type { OrderStatus } from '../../../gql/graphql'

type Known = { id: string; status: OrderStatus }

/**
 * The orders that this screen rings for: pending, and nobody has touched them here. It is read off the board rather than
 * counted from events, so it holds whichever way an order came: live, replayed after an outage, in a reloaded
 * snapshot, or while the tablet was restarting.
 */
export function unseenOrders<Order extends Known>(
  orders: readonly Order[],
  seen: ReadonlySet<string>,
): Order[] {
  return orders.filter((order) => order.status === 'PENDING' && !seen.has(order.id))
}

/**
 * What counts as seen with this board: what was touched, and what somebody moved on wherever that was, so that an undo
 * does not ring again. Forgets orders that left the board. Returns `seen` itself when nothing changed.
 */
export function settleSeen(seen: ReadonlySet<string>, orders: readonly Known[]): ReadonlySet<string> {
  const settled = new Set(
    orders.filter((order) => order.status !== 'PENDING' || seen.has(order.id)).map((order) => order.id),
  )
  const same = settled.size === seen.size && [...settled].every((id) => seen.has(id))
  return same ? seen : settled
}

/** Reads what this device has seen; nothing when there is no such record or it is broken. */
export function loadSeen(storage: Pick<Storage, 'getItem'>, restaurantId: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(keyOf(restaurantId)) ?? '[]')
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [])
  } catch {
    return new Set()
  }
}

/** Keeps what this device has seen, for after a restart. */
export function saveSeen(
  storage: Pick<Storage, 'setItem'>,
  restaurantId: string,
  seen: ReadonlySet<string>,
): void {
  try {
    storage.setItem(keyOf(restaurantId), JSON.stringify([...seen]))
  } catch {
    // Storage is full or forbidden: after a restart these ring once more, which is the safe side.
  }
}

function keyOf(restaurantId: string): string {
  return `menumate.kitchen.seen.${restaurantId}`
}
