import type { OrderStatus } from '../../../gql/graphql'

/** The columns of the board, in the order food takes through them. */
export const columns = ['PENDING', 'COOKING', 'READY'] as const

/** A state that has a column of its own. */
export type ColumnStatus = (typeof columns)[number]

type Placed = { id: string; number: number; status: OrderStatus; placedAt: string; updatedAt: string }

/** How long a served or cancelled order can be called back from the Done drawer; the snapshot reaches as far back. */
export const DONE_FOR_MINUTES = 15

/**
 * Sorts the orders into columns, the oldest first. `statusOf` says where an order is shown, which for a moment may be
 * further than where the server knows it.
 */
export function groupByColumn<Order extends Placed>(
  orders: readonly Order[],
  statusOf: (order: Order) => OrderStatus = (order) => order.status,
): Record<ColumnStatus, Order[]> {
  const byAge = orders.toSorted((a, b) => a.placedAt.localeCompare(b.placedAt) || a.number - b.number)
  const inColumn = (status: ColumnStatus) => byAge.filter((order) => statusOf(order) === status)
  return { PENDING: inColumn('PENDING'), COOKING: inColumn('COOKING'), READY: inColumn('READY') }
}

/** How many orders there is still something to do for; cancelled ones only stand there to be noticed. */
export function countOpen(orders: readonly Placed[]): number {
  return orders.filter((order) => order.status !== 'CANCELLED').length
}

/** What left the board lately, the last first. */
export function recentlyDone<Order extends Placed>(
  orders: readonly Order[],
  now: Date,
  statusOf: (order: Order) => OrderStatus = (order) => order.status,
): Order[] {
  const since = now.getTime() - DONE_FOR_MINUTES * 60_000
  return orders
    .filter((order) => ['SERVED', 'CANCELLED'].includes(statusOf(order)))
    .filter((order) => new Date(order.updatedAt).getTime() >= since)
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
}
