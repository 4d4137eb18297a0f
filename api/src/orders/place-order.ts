import type { Db } from '../db/database.ts'
import { Prisma } from '../db/generated/client.ts'
import type { LogEvent } from '../events/event.ts'
import type { OrderSnapshot } from './order-snapshot.ts'
import { SESSION_ROOM, type SessionLines } from './session-room.ts'

/** An order that is ready to be written; the statement adds its number and its table's label. */
export type OrderDraft = Omit<OrderSnapshot, 'number' | 'tableLabel'>

export interface Placement {
  readonly guestId: string
  readonly restaurantId: string
  readonly idempotencyKey: string
  readonly requestHash: Buffer
  /** The version of the catalog that the draft was priced from. */
  readonly catalogVersion: number
  /** YYYY-MM-DD */
  readonly businessDay: string
  /** Sessions without activity since then count as closed. */
  readonly idleSince: Date
  readonly at: Date
  /** Null asks how things stand, and writes nothing. */
  readonly draft: OrderDraft | null
}

/** How things stood for the statement, and the event when it wrote the order. */
export interface PlacementOutcome {
  readonly event: LogEvent | null
  /** False once the guest has left or was removed. */
  readonly guestPresent: boolean
  /** False when the session is closed or idle, or the guest is gone. */
  readonly sessionOpen: boolean
  /** What the session had ordered before; null when it is not there. */
  readonly sessionLines: SessionLines | null
  readonly catalogVersion: number
  /** The order that came with the same key before. */
  readonly existing: { readonly id: string; readonly requestHash: string } | null
}

/**
 * Writes an order with all that belongs to it, as one statement and so as one transaction: the order's number, its
 * lines, its history and its event, if the session is open and has room for it, the catalog is the one it was priced
 * from, and its key is new. Two statements with one key at the same moment end in a unique violation for one of them.
 */
export async function placeOrder(db: Db, placement: Placement): Promise<PlacementOutcome> {
  const { guestId, restaurantId, idempotencyKey } = placement
  const [outcome] = await db.$queryRaw<PlacementOutcome[]>`
    WITH caller AS MATERIALIZED (
      SELECT session.id AS session_id, restaurant_table.label, guest.left_at IS NULL AS present,
        guest.left_at IS NULL AND session.status <> 'CLOSED' AND session.last_activity_at > ${placement.idleSince.toISOString()}::timestamptz AS open
      FROM guest
      JOIN table_session session ON session.id = guest.table_session_id
      JOIN restaurant_table ON restaurant_table.id = session.table_id
      WHERE guest.id = ${guestId}::uuid
      -- So that a session cannot be closed, and its bill settled, while an order is on its way into it; and the guest as
      -- it is once the session is locked, since whoever removes guests locks their session first. KEY SHARE would be
      -- given the guest as this statement's snapshot has it.
      FOR NO KEY UPDATE OF session FOR SHARE OF guest
    ),
    existing AS (
      SELECT id, encode(request_hash, 'hex') AS request_hash FROM "order"
      WHERE guest_id = ${guestId}::uuid AND idempotency_key = ${idempotencyKey}
    ),
    catalog AS (
      SELECT catalog_version AS version FROM restaurant WHERE id = ${restaurantId}::uuid
    ),
    -- Counted once the session is locked, so that orders on their way at the same moment cannot all find room.
    so_far AS MATERIALIZED (
      SELECT counted.ordered, counted.under_way FROM caller, lines_of_session(caller.session_id) counted
    ),
    draft AS (
      SELECT doc || jsonb_build_object('tableLabel', caller.label) AS doc, caller.session_id
      FROM caller, so_far, catalog, (SELECT ${JSON.stringify(placement.draft)}::jsonb AS doc) given
      WHERE caller.open AND catalog.version = ${placement.catalogVersion}
        AND NOT EXISTS (SELECT FROM existing) AND doc <> 'null'
        AND so_far.ordered + jsonb_array_length(doc -> 'items') <= ${SESSION_ROOM.ordered}
        AND so_far.under_way + jsonb_array_length(doc -> 'items') <= ${SESSION_ROOM.underWay}
    ),
    numbered AS (
      INSERT INTO order_number AS day (restaurant_id, business_day, last)
      SELECT ${restaurantId}::uuid, ${placement.businessDay}::date, 1 FROM draft
      ON CONFLICT (restaurant_id, business_day) DO UPDATE SET last = day.last + 1
      RETURNING last AS number
    ),
    placed AS (
      INSERT INTO "order" (
        id, restaurant_id, table_session_id, guest_id, business_day, number, status, version, table_label,
        customer_name, note, currency, subtotal_minor, tax_minor, total_minor, placed_at, updated_at,
        idempotency_key, request_hash)
      SELECT o.id, ${restaurantId}::uuid, draft.session_id, ${guestId}::uuid, ${placement.businessDay}::date,
        numbered.number, o.status, o.version, o."tableLabel", o."customerName", o.note, o.currency,
        o."subtotalMinor", o."taxMinor", o."totalMinor", o."placedAt", o."updatedAt",
        ${idempotencyKey}, ${placement.requestHash}
      FROM draft, numbered, jsonb_to_record(draft.doc) AS o(
        id uuid, status order_status, version int, "tableLabel" text, "customerName" text, note text, currency text,
        "subtotalMinor" int, "taxMinor" int, "totalMinor" int, "placedAt" timestamptz, "updatedAt" timestamptz)
      RETURNING id, number
    ),
    lines AS (
      INSERT INTO order_item (
        id, order_id, position, menu_item_id, name, quantity, unit_price_minor, total_minor, tax_rate_basis_points,
        note, options)
      SELECT item.id, placed.id, line.position, item."menuItemId", item.name, item.quantity, item."unitPriceMinor",
        item."totalMinor", item."taxRateBasisPoints", item.note, item.options
      FROM placed, draft, jsonb_array_elements(draft.doc -> 'items') WITH ORDINALITY AS line(doc, position),
        jsonb_to_record(line.doc) AS item(
          id uuid, "menuItemId" uuid, name text, quantity smallint, "unitPriceMinor" int, "totalMinor" int,
          "taxRateBasisPoints" int, note text, options jsonb)
      RETURNING 1
    ),
    history AS (
      INSERT INTO order_status_change (order_id, version, status, at)
      SELECT placed.id, 1, 'PENDING', ${placement.at.toISOString()}::timestamptz FROM placed
      RETURNING 1
    ),
    appended AS (
      SELECT append_event(
        ${restaurantId}::uuid, draft.session_id, 'OrderCreated',
        jsonb_build_object('order', draft.doc || jsonb_build_object('number', placed.number)),
        ${placement.at.toISOString()}::timestamptz
      ) AS event
      FROM placed, draft
      -- After the rows, since it takes the lock on the feed.
      WHERE (SELECT count(*) FROM lines) > 0 AND (SELECT count(*) FROM history) > 0
    )
    SELECT
      (SELECT event FROM appended) AS event,
      coalesce((SELECT present FROM caller), false) AS "guestPresent",
      coalesce((SELECT open FROM caller), false) AS "sessionOpen",
      (SELECT jsonb_build_object('ordered', ordered, 'underWay', under_way) FROM so_far) AS "sessionLines",
      (SELECT version FROM catalog) AS "catalogVersion",
      (SELECT jsonb_build_object('id', id, 'requestHash', request_hash) FROM existing) AS existing`
  if (!outcome) throw new Error('The statement of placeOrder answered no row')
  return outcome
}

/** Whether the statement lost a race against another one with the same key. */
export function isDuplicateKey(error: unknown): boolean {
  return (
    error instanceof Prisma.PrismaClientKnownRequestError &&
    (error.code === 'P2002' || JSON.stringify(error.meta ?? {}).includes('23505'))
  )
}
