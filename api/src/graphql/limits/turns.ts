import pLimit, { type LimitFunction } from 'p-limit'

/** As many as a page asks at once when it loads. */
const AT_ONCE = 4

/**
 * So few operations of one line are under way at once on a node, and the rest of it waits: rate limits allow for a page
 * that reloads, and that many at the same moment would keep everybody else waiting until all of them are answered.
 */
export interface Turns {
  /** Acts when it is its turn among all of the same line. */
  take<T>(line: string, act: () => T | Promise<T>): Promise<T>
}

export function createTurns(): Turns {
  /** Those in which somebody is. */
  const lines = new Map<string, LimitFunction>()
  return {
    take(line, act) {
      const limit = lines.get(line) ?? pLimit(AT_ONCE)
      lines.set(line, limit)
      const answer = limit(act)
      const leave = () => {
        if (limit.activeCount + limit.pendingCount === 0 && lines.get(line) === limit) lines.delete(line)
      }
      // It counts itself as over a little after it is.
      answer.then(
        () => setImmediate(leave),
        () => setImmediate(leave),
      )
      return answer
    },
  }
}
