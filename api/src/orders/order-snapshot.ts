import { Prisma } from '../db/generated/client.ts'
import type { OrderStatus } from './order-status.ts'

/**
 * An order as it stood at one version: what queries answer, what events carry and what the doorbell sends. Plain
 * JSON; times are RFC 3339 text, money is in the currency's minor unit.
 */
export interface OrderSnapshot {
  readonly id: string
  readonly restaurantId: string
  readonly tableSessionId: string
  readonly number: number
  readonly status: OrderStatus
  readonly version: number
  readonly tableLabel: string
  readonly customerName: string | null
  readonly note: string | null
  readonly currency: string
  readonly subtotalMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  readonly placedAt: string
  readonly updatedAt: string
  /** When a staff screen first showed it, or somebody moved it; null until then. Set once, at whatever version. */
  readonly acknowledgedAt: string | null
  /** When the alarm was raised because nobody had acknowledged it; null otherwise. Set once, at whatever version. */
  readonly escalatedAt: string | null
  readonly externalReference: string | null
  readonly items: readonly OrderItemSnapshot[]
  readonly statusHistory: readonly StatusChange[]
}

export interface OrderItemSnapshot {
  readonly id: string
  readonly menuItemId: string | null
  readonly name: string
  readonly quantity: number
  /** For one, with its options. */
  readonly unitPriceMinor: number
  readonly totalMinor: number
  readonly taxRateBasisPoints: number
  readonly note: string | null
  readonly options: readonly { readonly name: string; readonly priceDeltaMinor: number }[]
}

export interface StatusChange {
  readonly status: OrderStatus
  readonly at: string
  /** The name of who did it; null for the guest's own placing. */
  readonly by: string | null
  readonly reason: string | null
}

/** What an OrderCreated event carries. */
export interface OrderCreated {
  readonly order: OrderSnapshot
}

/** What an OrderAcknowledged and an OrderEscalated event carries. */
export interface OrderNotice {
  readonly order: OrderSnapshot
}

/** What an OrderStatusChanged event carries. */
export interface OrderStatusChanged {
  readonly order: OrderSnapshot
  readonly previousStatus: OrderStatus
  readonly status: OrderStatus
}

/** SQL: the status history of `o`, a row of "order", as a jsonb array. */
export const HISTORY_JSON = Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object(
    'status', change.status, 'at', change.at, 'by', change.by, 'reason', change.reason
  ) ORDER BY change.version), '[]')
  FROM order_status_change change WHERE change.order_id = o.id)`

/** SQL: the OrderSnapshot of `o`, a row of "order", as jsonb. */
export const ORDER_JSON = Prisma.sql`jsonb_build_object(
  'id', o.id, 'restaurantId', o.restaurant_id, 'tableSessionId', o.table_session_id,
  'number', o.number, 'status', o.status, 'version', o.version,
  'tableLabel', o.table_label, 'customerName', o.customer_name, 'note', o.note, 'currency', o.currency,
  'subtotalMinor', o.subtotal_minor, 'taxMinor', o.tax_minor, 'totalMinor', o.total_minor,
  'placedAt', o.placed_at, 'updatedAt', o.updated_at,
  'acknowledgedAt', o.acknowledged_at, 'escalatedAt', o.escalated_at, 'externalReference', o.external_reference,
  'items', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
      'id', item.id, 'menuItemId', item.menu_item_id, 'name', item.name, 'quantity', item.quantity,
      'unitPriceMinor', item.unit_price_minor, 'totalMinor', item.total_minor,
      'taxRateBasisPoints', item.tax_rate_basis_points, 'note', item.note, 'options', item.options
    ) ORDER BY item.position), '[]')
    FROM order_item item WHERE item.order_id = o.id),
  'statusHistory', ${HISTORY_JSON})`
