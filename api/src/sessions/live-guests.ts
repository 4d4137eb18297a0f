import { createWatchlist, type Watchlist } from '../auth/watchlist.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { SubscribeOptions } from '../events/event-log.ts'
import { TooManySubscriptionsError } from '../limits/limits.errors.ts'
import { createQuota } from '../limits/quota.ts'
import type { Logger } from '../logger.ts'
import type { Guest } from './guests.ts'
import type { GuestRemoved } from './session-changes.ts'
import { receiptsSince } from './session-rules.ts'

/** How much later than written down a guest may have been seen: one write a minute for all of a node's guests. */
const SEEN_GRAIN_MS = 60_000

/** One person has a few tabs open, each with two subscriptions or so. */
const MAX_SUBSCRIPTIONS = 10

/** The guests who listen on this node. */
export interface LiveGuests {
  /**
   * For a subscription: ends it with NotFoundError once the guest has left or is removed, or the session's receipt can
   * no longer be read. Of its own removal a device is told by that end alone: the event leads to the table's new PIN.
   * One that the guest has too many of ends at once, with TooManySubscriptionsError.
   */
  whileReading(guest: Guest): Pick<SubscribeOptions, 'until' | 'endsAt'>
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
  const list: Watchlist<Guest> = createWatchlist({
    keyOf: ({ id }) => id,
    async findEnded(guests) {
      const now = clock.now()
      const reading = await db.guest.findMany({
        where: {
          id: { in: guests.map(({ id }) => id) },
          leftAt: null,
          tableSession: { OR: [{ closedAt: null }, { closedAt: { gte: receiptsSince(now) } }] },
        },
        select: { id: true, lastSeenAt: true },
      })
      const seenBefore = now.getTime() - SEEN_GRAIN_MS
      const unwritten = reading.filter(({ lastSeenAt }) => lastSeenAt.getTime() <= seenBefore)
      if (unwritten.length > 0) {
        await db.guest.updateMany({
          where: { id: { in: unwritten.map(({ id }) => id) }, lastSeenAt: { lt: now } },
          data: { lastSeenAt: now },
        })
      }
      const ids = new Set(reading.map(({ id }) => id))
      return guests.filter(({ id }) => !ids.has(id))
    },
    logger,
  })
  const subscriptions = createQuota(MAX_SUBSCRIPTIONS)
  const notFound = () => new NotFoundError('table session')
  return {
    whileReading: (guest) => ({
      until(end) {
        const release = subscriptions.take(guest.id)
        if (!release) {
          end(new TooManySubscriptionsError(MAX_SUBSCRIPTIONS))
          return () => {}
        }
        const stopWatching = list.watch(guest, () => end(notFound()))
        return () => {
          release()
          stopWatching()
        }
      },
      endsAt: ({ type, payload }) =>
        type === 'GuestRemoved' && (payload as GuestRemoved).guestId === guest.id ? notFound() : undefined,
    }),
    check: list.check,
    close: list.close,
  }
}
