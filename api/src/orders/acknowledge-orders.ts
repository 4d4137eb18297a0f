import type { Db } from '../db/database.ts'
import type { LogEvent } from '../events/event.ts'
import { ORDER_JSON } from './order-snapshot.ts'

export interface Acknowledgement {
  readonly restaurantId: string
  /** Each once. */
  readonly orderIds: readonly string[]
  readonly at: Date
}

export interface AcknowledgementOutcome {
  /** One for each order that nobody had acknowledged before, in the order in which they were placed. */
  readonly events: readonly LogEvent[]
  /** False where none of the orders is there, or none is the restaurant's. */
  readonly known: boolean
}

/**
 * Acknowledges orders, the first time that each is, with their events, as one statement and so as one transaction. What is
 * no order of the restaurant is passed over: the orders beside it were shown all the same.
 */
export async function acknowledgeOrders(
  db: Db,
  { restaurantId, orderIds, at }: Acknowledgement,
): Promise<AcknowledgementOutcome> {
  const time = at.toISOString()
  const [outcome] = await db.$queryRaw<AcknowledgementOutcome[]>`
    WITH wanted AS (
      SELECT id FROM "order"
      WHERE id = ANY(${[...orderIds]}::uuid[]) AND restaurant_id = ${restaurantId}::uuid
    ),
    -- Locked in one order, so that two screens that acknowledge the same orders wait for each other and not in a circle.
    -- A move acknowledges too, so whatever is still to be acknowledged after the wait has not moved: its history is the
    -- one that this statement's snapshot has.
    due AS MATERIALIZED (
      SELECT id FROM "order"
      WHERE id IN (SELECT id FROM wanted) AND acknowledged_at IS NULL
      ORDER BY id FOR NO KEY UPDATE
    ),
    acknowledged AS (
      UPDATE "order" o SET acknowledged_at = ${time}::timestamptz FROM due WHERE o.id = due.id RETURNING o.*
    ),
    -- append_event() takes a session's lock before the feed's. With several sessions all of theirs come before.
    sessions AS MATERIALIZED (
      SELECT id FROM table_session WHERE id IN (SELECT table_session_id FROM acknowledged)
      ORDER BY id FOR NO KEY UPDATE
    ),
    appended AS (
      SELECT append_event(
        o.restaurant_id, o.table_session_id, 'OrderAcknowledged', jsonb_build_object('order', ${ORDER_JSON}),
        ${time}::timestamptz
      ) AS event
      FROM (SELECT * FROM acknowledged ORDER BY placed_at, number) o
      WHERE (SELECT count(*) FROM sessions) > 0
    )
    SELECT
      (SELECT coalesce(jsonb_agg(event), '[]') FROM appended) AS events,
      EXISTS (SELECT FROM wanted) AS known`
  if (!outcome) throw new Error('The statement of acknowledgeOrders answered no row')
  return outcome
}
