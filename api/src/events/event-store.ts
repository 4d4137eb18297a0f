import type { Tx } from '../db/database.ts'
import { type EventDraft, type Feed, feedKey, type LogEvent, type Place } from './event.ts'

/** Appends by append_event(), whose comment in the migration tells of its locks: call it last in a transaction. */
export async function appendEvent(tx: Tx, draft: EventDraft): Promise<LogEvent> {
  const [row] = await tx.$queryRaw<{ event: LogEvent }[]>`
    SELECT append_event(
      ${draft.restaurantId}::uuid, ${draft.tableSessionId}::uuid, ${draft.type}::text,
      ${JSON.stringify(draft.payload)}::jsonb, ${draft.occurredAt.toISOString()}::timestamptz
    ) AS event`
  if (!row) throw new Error('append_event() returned nothing')
  return row.event
}

/** Up to `limit` events behind a position, in order. */
export async function readEvents(
  tx: Tx,
  feed: Feed,
  after: number,
  limit: number,
): Promise<readonly LogEvent[]> {
  const rows = await (feed.kind === 'restaurant'
    ? tx.event.findMany({
        where: { restaurantId: feed.id, position: { gt: after } },
        orderBy: { position: 'asc' },
        take: limit,
      })
    : tx.event.findMany({
        where: { tableSessionId: feed.id, sessionPosition: { gt: after } },
        orderBy: { sessionPosition: 'asc' },
        take: limit,
      }))
  return rows.map((row) => ({
    ...row,
    position: Number(row.position),
    sessionPosition: row.sessionPosition === null ? null : Number(row.sessionPosition),
    occurredAt: row.occurredAt.toISOString(),
  }))
}

/** Up to `limit` events, in order, from the first on that occurred after a moment. */
export async function readSince(
  tx: Tx,
  feed: Feed,
  moment: Date,
  limit: number,
): Promise<readonly LogEvent[]> {
  const occurredAt = { gt: moment }
  const first = await (feed.kind === 'restaurant'
    ? tx.event.findFirst({ where: { restaurantId: feed.id, occurredAt }, orderBy: { position: 'asc' } })
    : tx.event.findFirst({
        where: { tableSessionId: feed.id, occurredAt },
        orderBy: { sessionPosition: 'asc' },
      }))
  if (!first) return []
  const position = feed.kind === 'restaurant' ? first.position : first.sessionPosition
  return readEvents(tx, feed, Number(position) - 1, limit)
}

/**
 * Where a feed ends: behind its newest event, even if that has been pruned.
 * @throws Error for a feed that does not exist
 */
export async function readHead(tx: Tx, feed: Feed): Promise<Place> {
  const head = (await readHeads(tx, [feed])).get(feedKey(feed))
  if (!head) throw new Error(`There is no feed ${feedKey(feed)}`)
  return head
}

/** Where many feeds end, in one query, by feedKey. */
export async function readHeads(tx: Tx, feeds: readonly Feed[]): Promise<ReadonlyMap<string, Place>> {
  const ids = (kind: Feed['kind']) => feeds.filter((feed) => feed.kind === kind).map((feed) => feed.id)
  const rows = await tx.$queryRaw<({ key: string } & Place)[]>`
    SELECT 'restaurant:' || restaurant_id AS key, position::float8, last_event_id::text AS "eventId" FROM feed
    WHERE restaurant_id = ANY(${ids('restaurant')}::uuid[])
    UNION ALL
    SELECT 'session:' || id, position::float8, last_event_id::text FROM table_session
    WHERE id = ANY(${ids('session')}::uuid[])`
  return new Map(rows.map(({ key, ...head }) => [key, head]))
}

/** How many events of each restaurant one statement of pruneEvents looks at, and how many of all it deletes. */
const PRUNED_OF_EACH = 100
const PRUNED_AT_ONCE = 10_000

/**
 * Deletes what occurred before a moment, of each restaurant's log only from its beginning, so that no hole comes to be
 * where the clocks of nodes differ. A session's events are a part of its restaurant's, in the same order.
 * @returns how many were deleted
 */
export async function pruneEvents(tx: Tx, before: Date): Promise<number> {
  let pruned = 0
  for (;;) {
    const deleted = await tx.$executeRaw`
      DELETE FROM event USING (
        SELECT feed.restaurant_id, oldest.position
        FROM feed CROSS JOIN LATERAL (
          SELECT position, max(occurred_at) OVER (ORDER BY position) AS newest_so_far
          FROM (
            SELECT position, occurred_at FROM event WHERE restaurant_id = feed.restaurant_id
            ORDER BY position LIMIT ${PRUNED_OF_EACH}
          ) AS first
        ) AS oldest
        WHERE oldest.newest_so_far < ${before.toISOString()}::timestamptz
        ORDER BY feed.restaurant_id, oldest.position LIMIT ${PRUNED_AT_ONCE}
      ) AS old
      WHERE event.restaurant_id = old.restaurant_id AND event.position = old.position`
    if (deleted === 0) return pruned
    pruned += deleted
  }
}
