import type { OrderStatus } from '../../../gql/graphql'
import { sameIds } from './remembered-ids'

type Known = { id: string; status: OrderStatus }

/**
 * The cancelled orders that must stay in sight: they stood on this screen, or came and went while it was offline and
 * the kitchen worked by word of mouth, and nobody has taken note of their end here. A
 * card that just goes leaves the food in the pan. Read off the board rather than from events, so it holds after an
 * outage and after a reload too.
 */
export function untoldCancellations<Order extends Known>(
  orders: readonly Order[],
  watched: ReadonlySet<string>,
): Order[] {
  return orders.filter((order) => order.status === 'CANCELLED' && watched.has(order.id))
}

/**
 * What this screen watches with this board: every open order, and cancelled ones until somebody takes note. Forgets what was
 * served, what left the board, and what was cancelled here. Returns `watched` itself when nothing changed.
 * @param missed whether an order was cancelled while the screen was offline
 */
export function settleWatched(
  watched: ReadonlySet<string>,
  orders: readonly Known[],
  cancelledHere: (orderId: string) => boolean,
  missed: (orderId: string) => boolean = () => false,
): ReadonlySet<string> {
  const stays = ({ id, status }: Known) =>
    status === 'CANCELLED' ? (watched.has(id) || missed(id)) && !cancelledHere(id) : status !== 'SERVED'
  const settled = new Set(orders.filter(stays).map((order) => order.id))
  return sameIds(settled, watched) ? watched : settled
}
