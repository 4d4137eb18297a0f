import { Prisma } from '../db/generated/client.ts'
import type { Place } from '../events/event.ts'
import { MAX_AMOUNT } from '../max-amount.ts'
import { ORDER_JSON, type OrderSnapshot } from '../orders/order-snapshot.ts'

/** As TableSessionStatus in the Prisma schema. */
export type TableSessionStatus = 'OPEN' | 'BILL_REQUESTED' | 'CLOSED'

/** A table session with its orders, read in one snapshot of the database. Plain JSON, as OrderSnapshot. */
export interface TableSessionSnapshot {
  readonly id: string
  readonly restaurantId: string
  readonly tableId: string
  readonly tableLabel: string
  readonly status: TableSessionStatus
  readonly openedAt: string
  readonly closedAt: string | null
  /** What newcomers have to know; null where the restaurant does not ask for it, and once it is over. */
  readonly pin: string | null
  readonly currency: string
  /** Oldest first. */
  readonly orders: readonly OrderSnapshot[]
  readonly paidMinor: number
  /** The end of the session's feed in this snapshot. */
  readonly head: Place
}

/** Amounts in the currency's minor unit. */
export interface Bill {
  readonly currency: string
  readonly subtotalMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly paidMinor: number
  /** Never below 0. */
  readonly dueMinor: number
}

/** SQL: the TableSessionSnapshot of `s`, a row of table_session, as jsonb. */
export const SESSION_JSON = Prisma.sql`(
  SELECT jsonb_build_object(
    'id', s.id, 'restaurantId', s.restaurant_id, 'tableId', s.table_id, 'tableLabel', restaurant_table.label,
    'status', s.status, 'openedAt', s.opened_at, 'closedAt', s.closed_at, 'currency', restaurant.currency,
    'pin', CASE WHEN restaurant.join_policy = 'PIN' AND s.status <> 'CLOSED' THEN s.pin END,
    'orders', (
      SELECT coalesce(jsonb_agg(${ORDER_JSON} ORDER BY o.placed_at, o.number), '[]')
      FROM "order" o WHERE o.table_session_id = s.id),
    'paidMinor', (SELECT coalesce(sum(amount_minor), 0) FROM payment WHERE table_session_id = s.id),
    'head', jsonb_build_object('position', s.position, 'eventId', s.last_event_id))
  FROM restaurant_table, restaurant
  WHERE restaurant_table.id = s.table_id AND restaurant.id = s.restaurant_id)`

/** What the party owes: every order but the cancelled ones. */
export function billOf({ orders, currency, paidMinor }: TableSessionSnapshot): Bill {
  const sold = orders.filter((order) => order.status !== 'CANCELLED')
  // Orders in malice can add up to more than GraphQL's Int holds; that must not make the kitchen's board unreadable.
  const sum = (amount: (order: OrderSnapshot) => number) =>
    Math.min(
      MAX_AMOUNT,
      sold.reduce((total, order) => total + amount(order), 0),
    )
  const totalMinor = sum((order) => order.totalMinor)
  return {
    currency,
    subtotalMinor: sum((order) => order.subtotalMinor),
    taxMinor: sum((order) => order.taxMinor),
    totalMinor,
    paidMinor,
    dueMinor: Math.max(0, totalMinor - paidMinor),
  }
}
