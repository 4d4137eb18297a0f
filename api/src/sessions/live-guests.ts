import { createWatchlist, type Watchlist } from '../auth/watchlist.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Guest } from './guests.ts'
import { receiptsSince } from './session-rules.ts'

/** The guests who listen on this node. */
export interface LiveGuests {
  /**
   * For a subscription's `until`: ends it with NotFoundError once the guest is removed, or the session's receipt can
   * no longer be read.
   */
  whileReading(guest: Guest): (end: (reason: Error) => void) => () => void
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
      const reading = await db.guest.findMany({
        where: {
          id: { in: guests.map(({ id }) => id) },
          tableSession: {
            OR: [{ closedAt: null }, { closedAt: { gte: receiptsSince(clock.now()) } }],
          },
        },
        select: { id: true },
      })
      const ids = new Set(reading.map(({ id }) => id))
      return guests.filter(({ id }) => !ids.has(id))
    },
    logger,
  })
  return {
    whileReading: (guest) => (end) => list.watch(guest, () => end(new NotFoundError('table session'))),
    check: list.check,
    close: list.close,
  }
}
