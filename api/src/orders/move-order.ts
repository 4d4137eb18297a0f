import type { AuditAction } from '../audit/audit-actions.ts'
import { recordedActor } from '../audit/audit-trail.ts'
import type { Actor } from '../auth/viewer.ts'
import type { Db } from '../db/database.ts'
import type { LogEvent } from '../events/event.ts'
import { HISTORY_JSON, ORDER_JSON } from './order-snapshot.ts'
import type { OrderStatus } from './order-status.ts'

export interface Move {
  readonly orderId: string
  readonly to: OrderStatus
  /** By restaurant, the states from which the mover may bring an order there. */
  readonly permitted: readonly { readonly restaurantId: string; readonly from: readonly OrderStatus[] }[]
  readonly expectedVersion: number | null
  readonly by: Actor
  readonly reason: string | null
  readonly at: Date
}

export interface MoveOutcome {
  /**
   * Null where the order is not one of the permitted restaurants', not in a state from which it may be moved, or not
   * at the expected version.
   */
  readonly event: LogEvent | null
  /** Another move was under way, and this one has not seen it whole: nothing was changed, try again. */
  readonly stale: boolean
}

const CANCELLED: AuditAction = 'order.cancelled'

/** Moves an order, with its history and its event, as one statement and so as one transaction. */
export async function moveOrder(db: Db, move: Move): Promise<MoveOutcome> {
  const grants = move.permitted.flatMap(({ restaurantId, from }) =>
    from.map((status) => ({ restaurantId, status })),
  )
  const at = move.at.toISOString()
  const actor = recordedActor(move.by)
  const [outcome] = await db.$queryRaw<MoveOutcome[]>`
    -- The order as this statement's snapshot has it, and the same row locked: after a wait for the lock that is a newer
    -- one, while the history and lines below would still be read from the snapshot.
    WITH seen AS (
      SELECT version FROM "order" WHERE id = ${move.orderId}::uuid
    ),
    target AS MATERIALIZED (
      SELECT id, restaurant_id, status, version FROM "order" WHERE id = ${move.orderId}::uuid FOR NO KEY UPDATE
    ),
    moved AS (
      UPDATE "order" o SET status = ${move.to}::order_status, version = target.version + 1, updated_at = ${at}::timestamptz,
        -- Whoever moves an order has seen it.
        acknowledged_at = coalesce(o.acknowledged_at, ${at}::timestamptz)
      FROM target, seen
      WHERE o.id = target.id AND target.version = seen.version
        AND (${move.expectedVersion}::int IS NULL OR target.version = ${move.expectedVersion}::int)
        AND EXISTS (
          SELECT FROM jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) AS allowed("restaurantId" uuid, status order_status)
          WHERE allowed."restaurantId" = target.restaurant_id AND allowed.status = target.status)
      RETURNING o.*, target.status AS previous_status
    ),
    history AS (
      INSERT INTO order_status_change (order_id, version, status, at, by, reason)
      SELECT id, version, status, ${at}::timestamptz, ${move.by.name}, ${move.reason} FROM moved
      RETURNING status, at, by, reason
    ),
    audited AS (
      INSERT INTO audit_entry (id, restaurant_id, at, actor_kind, actor_id, actor_name, action, target, details)
      SELECT gen_random_uuid(), restaurant_id, ${at}::timestamptz, ${actor.actorKind}::actor_kind, ${actor.actorId}, ${actor.actorName},
        ${CANCELLED}, table_label, jsonb_build_object('number', number, 'reason', ${move.reason}::text)
      FROM moved WHERE status = 'CANCELLED'
    )
    SELECT
      (SELECT append_event(
        o.restaurant_id, o.table_session_id, 'OrderStatusChanged',
        jsonb_build_object(
          'order', ${ORDER_JSON} || jsonb_build_object('statusHistory', ${HISTORY_JSON} || to_jsonb(history)),
          'previousStatus', o.previous_status,
          'status', o.status),
        ${at}::timestamptz
      ) FROM moved o, history) AS event,
      coalesce((SELECT target.version <> seen.version FROM target, seen), false) AS stale`
  if (!outcome) throw new Error('The statement of moveOrder answered no row')
  return outcome
}
