import type pg from 'pg'
import { encodeGlobalId } from '../../api/src/graphql/global-id.ts'
import type { SentOrder } from './clients/client.ts'
import type { Life } from './clients/life.ts'

/** The types of which an order has one for each of its versions. */
const CHANGES: ReadonlySet<string> = new Set(['OrderCreated', 'OrderStatusChanged'])

/** An event as the log holds it. */
interface LoggedEvent {
  readonly id: string
  readonly type: string
  /** Global id of the order to whose version it led; null where it led to none. */
  readonly orderId: string | null
  readonly version: number
  /** Whether its session closed with it, so that guests are told of nothing later. */
  readonly closes: boolean
}

/** The log of every feed, in order. */
export type Logged = ReadonlyMap<string, readonly LoggedEvent[]>

export async function readLog(pool: pg.Pool): Promise<Logged> {
  const { rows } = await pool.query<{
    id: string
    restaurantId: string
    sessionId: string | null
    type: string
    orderId: string | null
    version: number
    closes: boolean
  }>(
    `SELECT id, restaurant_id AS "restaurantId", table_session_id AS "sessionId", type,
      payload #>> '{order,id}' AS "orderId", coalesce((payload #>> '{order,version}')::int, 0) AS version,
      type = 'TableSessionChanged' AND payload ->> 'status' = 'CLOSED' AS closes
    FROM event ORDER BY restaurant_id, position`,
  )
  const feeds = new Map<string, LoggedEvent[]>()
  for (const row of rows) {
    const event = {
      id: encodeGlobalId('Event', row.id),
      type: row.type,
      orderId: row.orderId && CHANGES.has(row.type) ? encodeGlobalId('Order', row.orderId) : null,
      version: row.version,
      closes: row.closes,
    }
    // A session sees its events in the restaurant's order; the invariants say so too.
    for (const feed of [row.restaurantId, row.sessionId]) {
      if (!feed) continue
      const events = feeds.get(feed)
      if (events) events.push(event)
      else feeds.set(feed, [event])
    }
  }
  return feeds
}

/** How what was applied differs from what the log holds. */
export interface Differences {
  lost: number
  duplicated: number
  outOfOrder: number
  /** Applied, and not in the log: it was told of and never happened. */
  unknown: number
  /** Told of an order's version other than the log does. */
  altered: number
}

export function noDifferences(): Differences {
  return { lost: 0, duplicated: 0, outOfOrder: 0, unknown: 0, altered: 0 }
}

/** Compares what one stream applied with what the log holds for it, from its snapshot to its end. */
export function compare(life: Life, logged: Logged): Differences {
  const events = toldOf(life, logged).filter(({ type }) => life.type === undefined || type === life.type)
  const places = new Map(events.map(({ id }, place) => [id, place]))
  const differences = noDifferences()

  const start = snapshotEnd(life, events)
  const seen = new Set<number>()
  let newest = -1
  for (const [count, id] of life.ids.entries()) {
    const place = places.get(id)
    const event = place === undefined ? undefined : events[place]
    if (place === undefined || !event) {
      differences.unknown += 1
      continue
    }
    if (event.version !== life.versions[count]) differences.altered += 1
    // What the snapshot held has been applied with it.
    if (seen.has(place) || place < start) differences.duplicated += 1
    else if (place < newest) differences.outOfOrder += 1
    seen.add(place)
    newest = Math.max(newest, place)
  }

  const first = Math.min(...seen, events.length)
  for (let place = start; place < dueUntil(life, events, newest); place++) {
    const event = events[place]
    // A snapshot tells which versions of orders it holds, and not which other events.
    const maybeInSnapshot = place < first && event?.orderId === null && life.snapshot !== null
    if (!seen.has(place) && !maybeInSnapshot) differences.lost += 1
  }
  return differences
}

/** What the log holds for a stream: of a session's feed no more than up to its closing. */
function toldOf({ feed }: Life, logged: Logged): readonly LoggedEvent[] {
  const events = logged.get(feed.id) ?? []
  const end = feed.kind === 'session' ? events.findIndex(({ closes }) => closes) : -1
  return end === -1 ? events : events.slice(0, end + 1)
}

/** The place behind the last event that the snapshot is known to hold. */
function snapshotEnd({ snapshot }: Life, events: readonly LoggedEvent[]): number {
  if (!snapshot) return 0
  return (
    events.findLastIndex(
      ({ orderId, version }) => orderId !== null && version <= (snapshot.get(orderId) ?? 0),
    ) + 1
  )
}

/** The place behind the last event that the stream had to apply. */
function dueUntil({ end }: Life, events: readonly LoggedEvent[], newest: number): number {
  return end === 'reloaded' ? newest + 1 : events.length
}

/** What became of the orders that were sent. */
export interface SentOutcome {
  readonly sent: number
  readonly answered: number
  /** Orders whose key made more than one, answered or not. */
  readonly twice: number
  /** Answered, and not there; or there under another id than was answered. */
  readonly missing: number
}

export async function compareOrders(pool: pg.Pool, sent: readonly SentOrder[]): Promise<SentOutcome> {
  const { rows } = await pool.query<{ key: string; ids: string[] }>(
    'SELECT idempotency_key AS key, array_agg(id::text) AS ids FROM "order" GROUP BY 1',
  )
  const placed = new Map(rows.map(({ key, ids }) => [key, ids.map((id) => encodeGlobalId('Order', id))]))
  const ids = ({ key }: SentOrder) => placed.get(key) ?? []
  return {
    sent: sent.length,
    answered: sent.filter(({ answers }) => answers.length > 0).length,
    twice: sent.filter((order) => ids(order).length > 1).length,
    missing: sent.filter((order) => order.answers.some((id) => !ids(order).includes(id))).length,
  }
}
