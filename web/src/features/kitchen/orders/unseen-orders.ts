import type { OrderStatus } from '../../../gql/graphql'
import { sameIds } from './remembered-ids'

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
  return sameIds(settled, seen) ? seen : settled
}
