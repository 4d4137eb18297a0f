/** Work that is done again and again until it is stopped. */
export interface Repetition {
  /** No more of it; resolves when what is under way has ended. */
  stop(): Promise<void>
}

/**
 * Does some work every so many milliseconds. What takes longer than that is not begun a second time beside itself.
 * @param onError told of each time that it failed; the next comes all the same
 */
export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): Repetition {
  let underWay: Promise<void> | undefined
  const timer = setInterval(() => {
    underWay ??= work()
      .then(() => {}, onError)
      .finally(() => {
        underWay = undefined
      })
  }, everyMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await underWay
    },
  }
}
