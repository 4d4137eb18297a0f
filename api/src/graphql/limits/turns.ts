import { LRUCache } from 'lru-cache'
import pLimit, { type LimitFunction } from 'p-limit'

/** As many as a page asks at once when it loads. */
const AT_ONCE = 4
/** Lines that are remembered; one that is forgotten while somebody waits in it lets four more in at once. */
const REMEMBERED_LINES = 10_000

/**
 * So few operations of one line are under way at once, and the rest of it waits: rate limits allow for a page that
 * reloads, and that many at the same moment would keep everybody else waiting until all of them are answered.
 */
export interface Turns {
  /** Acts when it is its turn among all of the same line. */
  take<T>(line: string, act: () => T | Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  const lines = new LRUCache<string, LimitFunction>({ max: REMEMBERED_LINES })
  return {
    take(line, act) {
      let limit = lines.get(line)
      if (!limit) {
        limit = pLimit(AT_ONCE)
        lines.set(line, limit)
      }
      return limit(act)
    },
  }
}
