import { createWatchlist, type Watchlist } from '../auth/watchlist.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { SubscribeOptions } from '../events/event-log.ts'
import { TooManySubscriptionsError } from '../limits/limits.errors.ts'
import { createQuota } from '../limits/quota.ts'
import type { Logger } from '../logger.ts'
import type { Guest } from './guests.ts'
import type { GuestRemoved, TableSessionChange } from './session-changes.ts'
import { closingPositions } from './session-end.ts'
import { receiptsSince } from './session-rules.ts'
import type { Reader } from './sessions.service.ts'

/** How much later than written down a guest may have been seen: one write a minute for all of a node's guests. */
const SEEN_GRAIN_MS = 60_000

/**
 * So many of one guest run on a node: a few pages, and what a phone on bad Wi-Fi has left half-open until its pings are
 * missed.
 */
const MAX_SUBSCRIPTIONS = 24

/** A guest who may read. */
interface ReadingGuest {
  readonly id: string
  /** Whether that is to be written down anew. */
  readonly seenLongAgo: boolean
  readonly tableSessionId: string
  readonly isClosed: boolean
}

const seenBefore = (now: Date) => new Date(now.getTime() - SEEN_GRAIN_MS).toISOString()

/** The guests who listen on this node. */
export interface LiveGuests {
  /**
   * For a subscription: it is complete behind the event of the session's closing. It ends with NotFoundError once the
   * guest has left or is removed, of which a device is told by that end alone: the event leads to the table's new PIN.
   * One that the guest has too many of ends at once, with TooManySubscriptionsError.
   */
  whileReading(reader: Reader): Pick<SubscribeOptions, 'until' | 'endsAt' | 'isLast'>
  /** Asks now, since a guest was removed. */
  check(): Promise<void>
  close(): void
}

export function createLiveGuests({
  db,
  clock,
  logger,
}: {
  db: Db
  clock: Clock
  logger: Logger
}): LiveGuests {
  /** Of those that the last question found in a closed session: where it closed. */
  const closings = new Map<string, number>()
  const list: Watchlist<Guest> = createWatchlist({
    keyOf: ({ id }) => id,
    async findEnded(guests) {
      const now = clock.now()
      const reading = await db.$queryRaw<ReadingGuest[]>`
        SELECT guest.id::text, guest.last_seen_at <= ${seenBefore(now)}::timestamptz AS "seenLongAgo",
          session.id::text AS "tableSessionId", session.closed_at IS NOT NULL AS "isClosed"
        FROM guest JOIN table_session session ON session.id = guest.table_session_id
        WHERE guest.id = ANY(${guests.map(({ id }) => id)}::uuid[]) AND guest.left_at IS NULL
          AND (session.closed_at IS NULL OR session.closed_at >= ${receiptsSince(now).toISOString()}::timestamptz)`
      const closed = reading.filter(({ isClosed }) => isClosed)
      const positions = await closingPositions(
        db,
        closed.map(({ tableSessionId }) => tableSessionId),
      )
      closings.clear()
      for (const { id, tableSessionId } of closed) closings.set(id, positions.get(tableSessionId) ?? 0)
      const unwritten = reading.filter(({ seenLongAgo }) => seenLongAgo)
      if (unwritten.length > 0) {
        const at = now.toISOString()
        await db.$executeRaw`
          UPDATE guest SET last_seen_at = ${at}::timestamptz
          WHERE id = ANY(${unwritten.map(({ id }) => id)}::uuid[]) AND last_seen_at < ${at}::timestamptz`
      }
      const ids = new Set(reading.map(({ id }) => id))
      return guests.filter(({ id }) => !ids.has(id) || closings.has(id))
    },
    logger,
  })
  const subscriptions = createQuota(MAX_SUBSCRIPTIONS)
  const notFound = () => new NotFoundError('table session')
  return {
    whileReading: ({ guest, closedAtPosition }) => ({
      until(ending) {
        const release = subscriptions.take(guest.id)
        if (!release) {
          ending.fail(new TooManySubscriptionsError(MAX_SUBSCRIPTIONS))
          return () => {}
        }
        if (closedAtPosition !== null) ending.completeAt(closedAtPosition)
        const stopWatching = list.watch(guest, () => {
          // Whoever was not told by the log.
          const closing = closings.get(guest.id)
          if (closing === undefined) ending.fail(notFound())
          else ending.completeAt(closing)
        })
        return () => {
          release()
          stopWatching()
        }
      },
      isLast: ({ type, payload }) =>
        type === 'TableSessionChanged' && (payload as TableSessionChange).status === 'CLOSED',
      endsAt: ({ type, payload }) =>
        type === 'GuestRemoved' && (payload as GuestRemoved).guestId === guest.id ? notFound() : undefined,
    }),
    check: list.check,
    close: list.close,
  }
}
