import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { encodeCursor } from '../events/cursor.ts'
import { SESSION_JSON, type TableSessionSnapshot } from '../sessions/session-snapshot.ts'
import { ORDER_JSON, type OrderSnapshot } from './order-snapshot.ts'
import { DONE } from './order-status.ts'

/** For so long an order that is served or cancelled stays on the board, for undo. */
const UNDO_MINUTES = 15

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
}

export function createKitchen({ db, clock }: { db: Db; clock: Clock }): Kitchen {
  return {
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
