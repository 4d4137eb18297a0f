import type { Tx } from '../db/database.ts'
import { type EventDraft, type Feed, feedKey, type LogEvent } from './event.ts'

/** Where a feed ends. */
export interface Head {
  /** Random, made with the log. A cursor that carries another one is not of this log. */
  readonly epoch: string
  /** The position of the newest event; 0 in a feed without events. */
  readonly position: number
}

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

/** @throws Error for a feed that does not exist */
export async function readHead(tx: Tx, feed: Feed): Promise<Head> {
  const [head] =
    feed.kind === 'restaurant'
      ? await tx.$queryRaw<Head[]>`
          SELECT epoch, position::float8 FROM feed WHERE restaurant_id = ${feed.id}::uuid`
      : await tx.$queryRaw<Head[]>`
          SELECT feed.epoch, session.position::float8 FROM table_session session JOIN feed USING (restaurant_id)
          WHERE session.id = ${feed.id}::uuid`
  if (!head) throw new Error(`There is no feed ${feedKey(feed)}`)
  return head
}

/** The newest positions of many feeds in one query, by feedKey. */
export async function readPositions(tx: Tx, feeds: readonly Feed[]): Promise<ReadonlyMap<string, number>> {
  const ids = (kind: Feed['kind']) => feeds.filter((feed) => feed.kind === kind).map((feed) => feed.id)
  const rows = await tx.$queryRaw<{ key: string; position: number }[]>`
    SELECT 'restaurant:' || restaurant_id AS key, position::float8 FROM feed
    WHERE restaurant_id = ANY(${ids('restaurant')}::uuid[])
    UNION ALL
    SELECT 'session:' || id, position::float8 FROM table_session WHERE id = ANY(${ids('session')}::uuid[])`
  return new Map(rows.map((row) => [row.key, row.position]))
}
