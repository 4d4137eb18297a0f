import { permissionsOf } from '../src/auth/permissions.ts'
import type { Tx } from '../src/db/database.ts'
import { OrderStatus, Prisma } from '../src/db/generated/client.ts'
import { allowedTransitions } from '../src/orders/order-status.ts'
import { LOG_RULES } from './log-invariants.ts'

/** Something in the database that no sequence of requests may lead to, whatever dies in the middle of them. */
export interface Violation {
  /** What should have been so. */
  readonly rule: string
  /** The row that is not: its id, or its key's parts. */
  readonly subject: string
}

/** The rule, and a query for a column `subject` of those who break it. */
export type Rule = readonly [rule: string, broken: Prisma.Sql]

const LEGAL_MOVES = Prisma.join(
  Object.values(OrderStatus).flatMap((from) =>
    allowedTransitions(from, permissionsOf('OWNER')).map(
      (to) => Prisma.sql`(${from}::text::order_status, ${to}::text::order_status)`,
    ),
  ),
)

const STATE_RULES: readonly Rule[] = [
  [
    'an order has lines, numbered from 1',
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o LEFT JOIN order_item item ON item.order_id = o.id
      GROUP BY o.id HAVING count(item.id) = 0 OR min(item.position) <> 1 OR max(item.position) <> count(*)`,
  ],
  [
    'an order is the sum of its lines, before or after tax',
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o JOIN order_item item ON item.order_id = o.id
      GROUP BY o.id HAVING sum(item.total_minor) NOT IN (o.subtotal_minor, o.total_minor)`,
  ],
  [
    'an order has one change in its history for each version',
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o LEFT JOIN order_status_change change ON change.order_id = o.id
      GROUP BY o.id HAVING count(change.version) <> o.version OR max(change.version) <> o.version`,
  ],
  [
    'an order stands where the last change brought it',
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o
      JOIN order_status_change change ON change.order_id = o.id AND change.version = o.version
      WHERE change.status <> o.status`,
  ],
  [
    'an order begins pending and makes legal moves only',
    Prisma.sql`
      SELECT order_id AS subject FROM (
        SELECT *, lag(status) OVER (PARTITION BY order_id ORDER BY version) AS previous FROM order_status_change
      ) change
      WHERE CASE WHEN previous IS NULL THEN status <> 'PENDING'
        ELSE (previous, status) NOT IN (VALUES ${LEGAL_MOVES}) END`,
  ],
  [
    'the order numbers of a day count from 1 without a hole',
    Prisma.sql`
      SELECT restaurant_id || ' ' || business_day AS subject FROM (
        SELECT restaurant_id, business_day, count(*) AS orders, max(number) AS highest
        FROM "order" GROUP BY restaurant_id, business_day
      ) day FULL JOIN order_number USING (restaurant_id, business_day)
      WHERE (orders = highest AND highest = last) IS NOT TRUE`,
  ],
  [
    "an order is of its guest's session",
    Prisma.sql`
      SELECT o.id AS subject FROM "order" o JOIN guest ON guest.id = o.guest_id
      WHERE guest.table_session_id <> o.table_session_id`,
  ],
  [
    'nobody has paid more than was ordered',
    Prisma.sql`
      SELECT table_session_id AS subject FROM payment GROUP BY table_session_id
      HAVING sum(amount_minor) > (
        SELECT coalesce(sum(total_minor), 0) FROM "order" o WHERE o.table_session_id = payment.table_session_id)`,
  ],
  [
    'a session that a payment ended owes nothing',
    Prisma.sql`
      SELECT session.id AS subject FROM table_session session
      JOIN payment ON payment.table_session_id = session.id AND payment.recorded_at = session.closed_at
      WHERE (SELECT sum(amount_minor) FROM payment WHERE table_session_id = session.id) < (
        SELECT coalesce(sum(total_minor), 0) FROM "order"
        WHERE table_session_id = session.id AND status <> 'CANCELLED')`,
  ],
]

/**
 * Looks through a whole database, in one snapshot of it, so that it may be in use. A log that has been pruned is
 * judged by what it still holds.
 */
export function findViolations(db: Tx): Promise<Violation[]> {
  const broken = [...STATE_RULES, ...LOG_RULES.rules].map(
    ([rule, query]) => Prisma.sql`SELECT ${rule}::text AS rule, subject::text FROM (${query}) AS broken`,
  )
  return db.$queryRaw<Violation[]>`WITH ${LOG_RULES.tables} ${Prisma.join(broken, ' UNION ALL ')}`
}

/** @throws Error that lists what is broken */
export async function expectNoViolations(db: Tx): Promise<void> {
  const violations = await findViolations(db)
  if (violations.length === 0) return
  const lines = violations.slice(0, 20).map(({ rule, subject }) => `  ${rule}: not ${subject}`)
  throw new Error(`${violations.length} violations in the database:\n${lines.join('\n')}`)
}
