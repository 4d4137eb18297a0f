import { requirePermission } from '../auth/permissions.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { BadUserInputError, NotFoundError } from '../errors.ts'
import { encodeCursor } from '../events/cursor.ts'
import type { EventLog } from '../events/event-log.ts'
import { SESSION_JSON, type TableSessionSnapshot } from '../sessions/session-snapshot.ts'
import { acknowledgeOrders } from './acknowledge-orders.ts'
import { escalateOrders } from './escalate-orders.ts'
import { ORDER_JSON, type OrderSnapshot } from './order-snapshot.ts'
import { DONE } from './order-status.ts'

/** For so long an order that is served or cancelled stays on the board, for undo. */
const UNDO_MINUTES = 15
const MAX_ACKNOWLEDGED = 100

/** What a kitchen display begins with. */
export interface KitchenBoard {
  readonly restaurantId: string
  /** Orders not yet done, and those done in the last minutes; oldest first. */
  readonly orders: readonly OrderSnapshot[]
  /** Oldest first. */
  readonly openSessions: readonly TableSessionSnapshot[]
  /** Where the restaurant's feed goes on from this snapshot. */
  readonly cursor: string
}

export interface Kitchen {
  /** The board and its cursor, in one snapshot of the database. The caller has made sure that the viewer may see it. */
  board(restaurantId: string): Promise<KitchenBoard>
  /**
   * Says that staff have orders before their eyes. The first time counts; again changes nothing. What is no order of the
   * restaurant is passed over.
   * @returns the orders as they are now, in the order in which they were placed
   * @throws UnauthenticatedError, NotFoundError where none of them is there, ForbiddenError, BadUserInputError
   */
  acknowledge(viewer: Viewer | null, request: AcknowledgeRequest): Promise<OrderSnapshot[]>
  /** Raises the alarm for every order that nobody has acknowledged in time. @returns for how many */
  escalate(): Promise<number>
}

export interface AcknowledgeRequest {
  readonly restaurantId: string
  /** 1 to 100. */
  readonly orderIds: readonly string[]
}

export function createKitchen({ db, log, clock }: { db: Db; log: EventLog; clock: Clock }): Kitchen {
  return {
    async acknowledge(viewer, { restaurantId, orderIds: given }) {
      requirePermission(viewer, restaurantId, 'board:read')
      if (given.length < 1 || given.length > MAX_ACKNOWLEDGED)
        throw new BadUserInputError(`orderIds must be 1 to ${MAX_ACKNOWLEDGED}, not ${given.length}.`)
      const orderIds = [...new Set(given)]
      const { events, known } = await acknowledgeOrders(db, { restaurantId, orderIds, at: clock.now() })
      if (!known) throw new NotFoundError('order')
      for (const event of events) log.ring(event)
      const rows = await db.$queryRaw<{ order: OrderSnapshot }[]>`
        SELECT ${ORDER_JSON} AS order FROM "order" o
        WHERE o.id = ANY(${orderIds}::uuid[]) AND o.restaurant_id = ${restaurantId}::uuid
        ORDER BY o.placed_at, o.number`
      return rows.map(({ order }) => order)
    },

    async escalate() {
      const events = await escalateOrders(db, clock.now())
      for (const event of events) log.ring(event)
      return events.length
    },

    async board(restaurantId) {
      const doneSince = new Date(clock.now().getTime() - UNDO_MINUTES * 60_000).toISOString()
      const [row] = await db.$queryRaw<
        {
          orders: OrderSnapshot[]
          sessions: TableSessionSnapshot[]
          position: number
          eventId: string | null
        }[]
      >`
        SELECT
          (SELECT coalesce(jsonb_agg(${ORDER_JSON} ORDER BY o.placed_at, o.number), '[]') FROM "order" o
            WHERE o.restaurant_id = feed.restaurant_id
              AND (o.status <> ALL(${[...DONE]}::text[]::order_status[]) OR o.updated_at >= ${doneSince}::timestamptz)) AS orders,
          (SELECT coalesce(jsonb_agg(${SESSION_JSON} ORDER BY s.opened_at), '[]') FROM table_session s
            WHERE s.restaurant_id = feed.restaurant_id AND s.status <> 'CLOSED') AS sessions,
          feed.position::float8 AS position, feed.last_event_id::text AS "eventId"
        FROM feed WHERE feed.restaurant_id = ${restaurantId}::uuid`
      if (!row) throw new NotFoundError('restaurant')
      return {
        restaurantId,
        orders: row.orders,
        openSessions: row.sessions,
        cursor: encodeCursor({ kind: 'restaurant', id: restaurantId }, row),
      }
    },
  }
}
