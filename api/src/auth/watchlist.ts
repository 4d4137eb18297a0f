import type { Logger } from '../logger.ts'

/** How often a node asks whether what its open connections rest on still holds. */
const CHECK_MS = 2_000

/** What must go on being true of something open. One question per node and tick for all of it. */
export interface Watchlist<T> {
  /** @param onEnd called once, when it is no longer so @returns what takes the subject off the list */
  watch(subject: T, onEnd: () => void): () => void
  /** Asks now, since something has changed. */
  check(): Promise<void>
  close(): void
}

/**
 * @param options.keyOf subjects with one key are asked about once
 * @param options.findEnded those of the subjects for which it is over
 */
export function createWatchlist<T>(options: {
  keyOf: (subject: T) => string
  findEnded: (subjects: readonly T[]) => Promise<readonly T[]>
  logger: Logger
}): Watchlist<T> {
  const { keyOf, findEnded, logger } = options
  const watched = new Map<string, { subject: T; onEnd: Set<() => void> }>()
  let running: Promise<void> | undefined
  let again = false

  async function ask(): Promise<void> {
    if (watched.size === 0) return
    const ended = await findEnded([...watched.values()].map(({ subject }) => subject))
    for (const subject of ended) {
      const key = keyOf(subject)
      const entry = watched.get(key)
      watched.delete(key)
      for (const onEnd of entry?.onEnd ?? []) onEnd()
    }
  }

  async function run(): Promise<void> {
    do {
      again = false
      await ask().catch((error: unknown) =>
        logger.error({ err: error }, 'who is connected could not be checked'),
      )
    } while (again)
    running = undefined
  }

  function check(): Promise<void> {
    // A question under way may have been answered before the change.
    if (running) again = true
    else running = run()
    return running
  }

  const checks = setInterval(() => {
    if (!running) void check()
  }, CHECK_MS).unref()

  return {
    watch(subject, onEnd) {
      const key = keyOf(subject)
      const entry = watched.get(key) ?? { subject, onEnd: new Set() }
      watched.set(key, entry)
      // A function of its own: one caller's may be here twice.
      const end = () => onEnd()
      entry.onEnd.add(end)
      return () => {
        entry.onEnd.delete(end)
        if (entry.onEnd.size === 0 && watched.get(key) === entry) watched.delete(key)
      }
    },
    check,
    close: () => clearInterval(checks),
  }
}
