import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import { currentViewers, refKey, refOf } from './current-viewers.ts'
import type { Viewer } from './viewer.ts'
import { createWatchlist, type Watchlist } from './watchlist.ts'

/**
 * The viewers of what is open on this node. It is over for one whose sign-in, device or key is no longer good, and
 * for one who is no longer called the same or may no longer do the same.
 */
export type LiveViewers = Watchlist<Viewer>

export function createLiveViewers({ db, logger }: { db: Db; logger: Logger }): LiveViewers {
  return createWatchlist<Viewer>({
    keyOf: (viewer) => JSON.stringify(viewer),
    async findEnded(viewers) {
      const current = await currentViewers(db, [
        ...new Map(
          viewers.map((viewer) => {
            const ref = refOf(viewer)
            return [refKey(ref), ref]
          }),
        ).values(),
      ])
      return viewers.filter((viewer) => !isDeepStrictEqual(current.get(refKey(refOf(viewer))), viewer))
    },
    logger,
  })
}
