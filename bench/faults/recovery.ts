import type pg from 'pg'
import { encodeGlobalId } from '../../api/src/graphql/global-id.ts'
import type { Life } from './clients/life.ts'

/** How often those who are not live yet are compared with the log: a feed in which nothing happens tells nothing. */
const COMPARE_MS = 250

/** Measures how long clients take to be live again. */
export interface Recovery {
  /**
   * Resolves with the milliseconds until each of these streams has applied an event that occurred after a moment, is
   * at the head of its log, or has ended; infinity when that takes longer than the patience.
   */
  untilLive(lives: readonly Life[], since: number, patienceMs: number): Promise<number>
}

export function createRecovery(pool: pg.Pool): Recovery {
  return {
    async untilLive(lives, since, patienceMs) {
      const waiting = new Set(lives.filter((life) => life.end === 'open'))
      let last = since
      const settle = (life: Life) => {
        waiting.delete(life)
        last = Date.now()
      }
      const unwatch = [...waiting].map((life) =>
        life.watch(() => {
          if (waiting.has(life) && (life.newest >= since || life.end !== 'open')) settle(life)
        }),
      )
      while (waiting.size > 0 && Date.now() < since + patienceMs) {
        await new Promise((resolve) => setTimeout(resolve, COMPARE_MS))
        const heads = await readHeads(pool, [...waiting]).catch(() => undefined)
        for (const life of waiting) if (heads && isAtHead(life, heads)) settle(life)
      }
      for (const stop of unwatch) stop()
      return waiting.size > 0 ? Number.POSITIVE_INFINITY : last - since
    },
  }
}

/** Resolves when every open stream is at the head of its log. @returns false when that takes too long */
export async function allAtHead(pool: pg.Pool, lives: readonly Life[], patienceMs: number): Promise<boolean> {
  const until = Date.now() + patienceMs
  while (Date.now() < until) {
    const open = lives.filter((life) => life.end === 'open')
    const heads = await readHeads(pool, open)
    if (open.every((life) => isAtHead(life, heads))) return true
    await new Promise((resolve) => setTimeout(resolve, COMPARE_MS))
  }
  return false
}

/** The id of the newest event of each feed and type. */
type Heads = ReadonlyMap<string, string>

const keyOf = ({ feed, type }: Life) => `${feed.id} ${type ?? ''}`

function isAtHead(life: Life, heads: Heads): boolean {
  const head = heads.get(keyOf(life))
  // An empty feed, or one whose events were all in the snapshot.
  return head === undefined || life.ids.at(-1) === head || (life.ids.length === 0 && life.snapshot !== null)
}

async function readHeads(pool: pg.Pool, lives: readonly Life[]): Promise<Heads> {
  const wanted = [...new Map(lives.map((life) => [keyOf(life), life])).values()]
  const { rows } = await pool.query<{ key: string; id: string }>(
    `SELECT wanted.feed || ' ' || coalesce(wanted.type, '') AS key, newest.id
    FROM unnest($1::text[], $2::uuid[], $3::text[]) AS wanted(kind, feed, type),
    LATERAL (
      SELECT id FROM event
      WHERE wanted.kind = 'restaurant' AND restaurant_id = wanted.feed AND (wanted.type IS NULL OR event.type = wanted.type)
      ORDER BY position DESC LIMIT 1
    ) AS newest
    UNION ALL
    SELECT wanted.feed || ' ' || coalesce(wanted.type, ''), newest.id
    FROM unnest($1::text[], $2::uuid[], $3::text[]) AS wanted(kind, feed, type),
    LATERAL (
      SELECT id FROM event
      WHERE wanted.kind = 'session' AND table_session_id = wanted.feed AND (wanted.type IS NULL OR event.type = wanted.type)
        -- Of a session that is closed guests are told nothing later.
        AND session_position <= coalesce((
          SELECT closing.session_position FROM event closing WHERE closing.table_session_id = wanted.feed
            AND closing.type = 'TableSessionChanged' AND closing.payload ->> 'status' = 'CLOSED'), session_position)
      ORDER BY session_position DESC LIMIT 1
    ) AS newest`,
    [wanted.map(({ feed }) => feed.kind), wanted.map(({ feed }) => feed.id), wanted.map(({ type }) => type)],
  )
  return new Map(rows.map(({ key, id }) => [key, encodeGlobalId('Event', id)]))
}
