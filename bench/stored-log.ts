import { setTimeout as delay } from 'node:timers/promises'
import { encodeGlobalId } from '../api/src/graphql/global-id.ts'
import { onServer } from '../api/test/postgres-server.ts'
import type { DemoServer } from './demo-server.ts'

/** The global ids of each feed's events, in order, as the database has them: the truth that listeners are compared with. */
export interface StoredLog {
  /** By global ids of restaurants and table sessions. */
  feed(id: string): readonly string[]
}

export async function readStoredLog({ database }: DemoServer): Promise<StoredLog> {
  if (database.kind !== 'postgres') throw new Error('An embedded database is open in one process only')
  const rows = await onServer(database.url, async (client) => {
    const result = await client.query<{ id: string; restaurant: string; session: string | null }>(
      `SELECT id, restaurant_id AS restaurant, table_session_id AS session FROM event ORDER BY restaurant_id, position`,
    )
    return result.rows
  })
  const feeds = new Map<string, string[]>()
  const add = (feed: string, event: string) => {
    const events = feeds.get(feed)
    if (events) events.push(event)
    else feeds.set(feed, [event])
  }
  for (const { id, restaurant, session } of rows) {
    const event = encodeGlobalId('Event', id)
    add(encodeGlobalId('Restaurant', restaurant), event)
    if (session) add(encodeGlobalId('TableSession', session), event)
  }
  return { feed: (id) => feeds.get(id) ?? [] }
}

interface Listening {
  /** The global id of its feed. */
  readonly feed: string
  readonly ids: readonly string[]
}

/** Waits until all have been given as many events as there were between two readings of the log. */
export async function caughtUp(
  listeners: readonly Listening[],
  before: StoredLog,
  after: StoredLog,
): Promise<void> {
  const behind = ({ feed, ids }: Listening) => ids.length < after.feed(feed).length - before.feed(feed).length
  while (listeners.some(behind)) await delay(20)
}

/**
 * Compares what listeners were given between two readings of the log with what the log holds.
 * @returns how many events were missed, and how many listeners were given others, or in another order
 */
export function countWrong(
  listeners: readonly Listening[],
  before: StoredLog,
  after: StoredLog,
): { missed: number; wrong: number } {
  let missed = 0
  let wrong = 0
  for (const { feed, ids } of listeners) {
    const expected = after.feed(feed).slice(before.feed(feed).length)
    missed += Math.max(0, expected.length - ids.length)
    // More may have come since.
    if (ids.slice(0, expected.length).some((id, index) => id !== expected[index])) wrong += 1
  }
  return { missed, wrong }
}
