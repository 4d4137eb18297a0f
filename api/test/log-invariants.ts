import { Prisma } from '../src/db/generated/client.ts'
import type { Rule } from './invariants.ts'

/**
 * What the rules read:
 * - kept: by restaurant, the head of its log, the oldest position that has not been pruned, and since when every
 *   change has to have its event (a minute's grace, since nodes' clocks differ and pruning follows them);
 * - order_event: events of orders' histories;
 * - notice_event: what else is told of an order, by order and type;
 * - session_event: changes of sessions, with the status that the event before brought;
 * - switch_event: what is turned off and on, likewise.
 */
const TABLES = Prisma.sql`
  kept AS MATERIALIZED (
    SELECT feed.restaurant_id, feed.position AS head, min(event.position) AS oldest, count(event.id) AS events,
      max(event.position) AS newest,
      CASE
        WHEN coalesce(min(event.position), feed.position + 1) = 1 THEN '-infinity'
        ELSE coalesce(min(event.occurred_at) + interval '1 minute', 'infinity')
      END AS complete_since
    FROM feed LEFT JOIN event USING (restaurant_id) GROUP BY feed.restaurant_id
  ),
  order_event AS MATERIALIZED (
    SELECT restaurant_id, position, table_session_id, session_position, type,
      (payload #>> '{order,id}')::uuid AS order_id, (payload #>> '{order,version}')::int AS version,
      (payload #>> '{order,number}')::int AS number, payload #>> '{order,status}' AS order_status,
      jsonb_array_length(payload #> '{order,items}') AS items,
      payload ->> 'status' AS status, payload ->> 'previousStatus' AS previous_status
    FROM event WHERE type IN ('OrderCreated', 'OrderStatusChanged')
  ),
  notice_event AS MATERIALIZED (
    SELECT (payload #>> '{order,id}')::uuid AS order_id, type, count(*) AS events, min(occurred_at) AS at
    FROM event WHERE type IN ('OrderAcknowledged', 'OrderEscalated') GROUP BY 1, 2
  ),
  session_event AS MATERIALIZED (
    SELECT restaurant_id, table_session_id, session_position, occurred_at, payload ->> 'status' AS status,
      payload ->> 'previousStatus' AS previous_status,
      lag(payload ->> 'status') OVER sequence AS status_before,
      row_number() OVER (PARTITION BY table_session_id ORDER BY session_position DESC) = 1 AS is_last
    FROM event WHERE type = 'TableSessionChanged'
    WINDOW sequence AS (PARTITION BY table_session_id ORDER BY session_position)
  ),
  switch_event AS MATERIALIZED (
    SELECT subject, is_on, lag(is_on) OVER sequence AS was_on,
      row_number() OVER (PARTITION BY subject ORDER BY position DESC) = 1 AS is_last
    FROM event, LATERAL (
      SELECT coalesce(payload ->> 'menuItemId', payload ->> 'restaurantId')::uuid AS subject,
        coalesce(payload ->> 'isAvailable', payload ->> 'isPaused')::boolean AS is_on
    ) switch
    WHERE type IN ('MenuItemAvailabilityChanged', 'OrderingPausedChanged')
    WINDOW sequence AS (PARTITION BY subject ORDER BY position)
  )`

const RULES: readonly Rule[] = [
  [
    "a restaurant's positions are contiguous up to its head",
    Prisma.sql`
      SELECT restaurant_id AS subject FROM kept
      WHERE events > 0 AND (newest <> head OR newest - oldest + 1 <> events)`,
  ],
  [
    "a session's positions are contiguous up to its head",
    Prisma.sql`
      SELECT session.id AS subject FROM table_session session
      JOIN kept USING (restaurant_id) LEFT JOIN event ON event.table_session_id = session.id
      GROUP BY session.id, kept.oldest, kept.head
      HAVING CASE
        WHEN count(event.id) = 0 THEN session.position > 0 AND kept.oldest = 1
        ELSE max(session_position) <> session.position
          OR max(session_position) - min(session_position) + 1 <> count(*)
          OR (kept.oldest = 1 AND min(session_position) <> 1)
      END`,
  ],
  [
    'the end of a feed names its newest event',
    Prisma.sql`
      SELECT feed.restaurant_id AS subject FROM feed JOIN event USING (restaurant_id, position)
      WHERE event.id <> feed.last_event_id
      UNION ALL
      SELECT session.id FROM table_session session
      JOIN event ON event.table_session_id = session.id AND event.session_position = session.position
      WHERE event.id <> session.last_event_id`,
  ],
  [
    "a session sees its events in the restaurant's order",
    Prisma.sql`
      SELECT table_session_id || ' ' || session_position AS subject FROM (
        SELECT *, lag(session_position) OVER (PARTITION BY table_session_id ORDER BY position) AS previous FROM event
        WHERE table_session_id IS NOT NULL
      ) event WHERE previous >= session_position`,
  ],
  [
    'a change of an order has its event',
    Prisma.sql`
      SELECT change.order_id || ' ' || change.version AS subject FROM order_status_change change
      JOIN "order" o ON o.id = change.order_id JOIN kept USING (restaurant_id)
      LEFT JOIN order_event ON order_event.order_id = change.order_id AND order_event.version = change.version
      WHERE order_event.order_id IS NULL AND change.at >= kept.complete_since`,
  ],
  [
    'a change of an order has one event',
    Prisma.sql`
      SELECT order_id || ' ' || version AS subject FROM order_event GROUP BY order_id, version HAVING count(*) > 1`,
  ],
  [
    'an event of an order tells of a change, as it was',
    Prisma.sql`
      SELECT event.restaurant_id || ' ' || event.position AS subject FROM order_event event
      LEFT JOIN order_status_change change USING (order_id, version)
      LEFT JOIN order_status_change before ON before.order_id = event.order_id AND before.version = event.version - 1
      LEFT JOIN "order" o ON o.id = event.order_id
      WHERE (
        event.restaurant_id = o.restaurant_id AND event.table_session_id = o.table_session_id
        AND event.number = o.number AND event.order_status = change.status::text
        AND event.items = (SELECT count(*) FROM order_item WHERE order_item.order_id = o.id)
        AND CASE event.type
          WHEN 'OrderCreated' THEN event.version = 1
          ELSE event.status = change.status::text AND event.previous_status = before.status::text
        END
      ) IS NOT TRUE`,
  ],
  [
    "an order's events come in the order of its versions",
    Prisma.sql`
      SELECT restaurant_id || ' ' || position AS subject FROM (
        SELECT *, lag(version) OVER (PARTITION BY order_id ORDER BY position) AS previous FROM order_event
      ) event WHERE version <> previous + 1`,
  ],
  [
    'an acknowledgement has its event, or is the first move',
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o JOIN kept USING (restaurant_id)
      LEFT JOIN notice_event notice ON notice.order_id = o.id AND notice.type = 'OrderAcknowledged'
      LEFT JOIN order_status_change move ON move.order_id = o.id AND move.version = 2
      WHERE CASE WHEN notice.order_id IS NULL
        THEN o.acknowledged_at IS DISTINCT FROM move.at AND coalesce(o.acknowledged_at, move.at) >= kept.complete_since
        ELSE notice.events <> 1 OR notice.at IS DISTINCT FROM o.acknowledged_at END`,
  ],
  [
    'an alarm has its event, and an event of an alarm its alarm',
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o JOIN kept USING (restaurant_id)
      LEFT JOIN notice_event notice ON notice.order_id = o.id AND notice.type = 'OrderEscalated'
      WHERE CASE WHEN notice.order_id IS NULL THEN o.escalated_at >= kept.complete_since
        ELSE notice.events <> 1 OR notice.at IS DISTINCT FROM o.escalated_at END`,
  ],
  [
    'nothing is ordered in a session that has ended',
    Prisma.sql`
      SELECT event.order_id AS subject FROM order_event event JOIN session_event USING (table_session_id)
      WHERE event.type = 'OrderCreated' AND session_event.status = 'CLOSED'
        AND event.session_position > session_event.session_position`,
  ],
  [
    "a session's events tell how it came to its status",
    Prisma.sql`
      SELECT table_session_id || ' ' || session_position AS subject FROM session_event JOIN kept USING (restaurant_id)
      WHERE CASE WHEN status_before IS NULL AND kept.oldest > 1 THEN false
        ELSE status_before IS DISTINCT FROM previous_status OR status_before = 'CLOSED' END
      UNION ALL
      SELECT session.id::text FROM table_session session JOIN kept USING (restaurant_id)
      LEFT JOIN session_event event ON event.table_session_id = session.id AND event.is_last
      WHERE CASE WHEN event.status IS NULL THEN kept.oldest = 1 OR kept.head = 0
        ELSE event.status <> session.status::text
          OR (session.closed_at <> event.occurred_at AND event.status = 'CLOSED') END`,
  ],
  [
    'a payment has its event, and an event of a payment its payment',
    Prisma.sql`
      SELECT table_session_id || ' ' || at AS subject FROM (
        SELECT table_session_id, recorded_at AS at, restaurant_id, count(*) AS payments FROM payment
        GROUP BY table_session_id, recorded_at, restaurant_id
      ) payment FULL JOIN (
        SELECT table_session_id, occurred_at AS at, restaurant_id,
          count(*) FILTER (WHERE status = previous_status) AS kept_open,
          count(*) FILTER (WHERE status = 'CLOSED') AS ended
        FROM session_event GROUP BY table_session_id, occurred_at, restaurant_id
      ) event USING (table_session_id, at, restaurant_id)
      JOIN kept USING (restaurant_id)
      WHERE coalesce(payments, 0) NOT BETWEEN coalesce(kept_open, 0) AND coalesce(kept_open + ended, 0)
        AND at >= kept.complete_since`,
  ],
  [
    'a switch stands where its events brought it',
    Prisma.sql`
      SELECT event.subject FROM switch_event event
      LEFT JOIN menu_item ON menu_item.id = event.subject LEFT JOIN restaurant ON restaurant.id = event.subject
      WHERE is_on = was_on OR (is_last AND is_on <> coalesce(menu_item.is_available, restaurant.is_paused))`,
  ],
]

/** The rules of the event log, and the tables of a WITH that their queries need. */
export const LOG_RULES: { readonly tables: Prisma.Sql; readonly rules: readonly Rule[] } = {
  tables: TABLES,
  rules: RULES,
}
