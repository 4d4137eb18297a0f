import type { Db } from '../db/database.ts'
import type { LogEvent } from '../events/event.ts'
import { ORDER_JSON } from './order-snapshot.ts'

/** What is more than this comes with the next sweep, so that no feed is locked for long. */
const MAX_ORDERS = 100

/**
 * Escalates the orders that nobody has acknowledged within their restaurant's time, each once however many nodes do so
 * at the same moment, with their events, as one statement and so as one transaction.
 * @returns the events, which are not for guests
 */
export async function escalateOrders(db: Db, at: Date): Promise<readonly LogEvent[]> {
  const time = at.toISOString()
  const rows = await db.$queryRaw<{ event: LogEvent }[]>`
    -- What is locked is being acknowledged, moved or escalated just now; what of it is left, the next sweep finds.
    WITH due AS MATERIALIZED (
      SELECT o.id FROM "order" o JOIN restaurant ON restaurant.id = o.restaurant_id
      WHERE o.status = 'PENDING' AND o.acknowledged_at IS NULL AND o.escalated_at IS NULL
        AND o.placed_at <= ${time}::timestamptz - make_interval(secs => restaurant.acknowledge_within_seconds)
      ORDER BY o.placed_at LIMIT ${MAX_ORDERS}
      FOR NO KEY UPDATE OF o SKIP LOCKED
    ),
    escalated AS (
      UPDATE "order" o SET escalated_at = ${time}::timestamptz FROM due WHERE o.id = due.id RETURNING o.*
    )
    SELECT append_event(
      o.restaurant_id, NULL, 'OrderEscalated', jsonb_build_object('order', ${ORDER_JSON}), ${time}::timestamptz
    ) AS event
    -- Restaurant by restaurant: two nodes take the locks of several feeds in the same order.
    FROM (SELECT * FROM escalated ORDER BY restaurant_id, placed_at, number) o`
  return rows.map(({ event }) => event)
}
