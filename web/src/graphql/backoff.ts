type BackoffOptions = { firstMs?: number; capMs?: number; random?: () => number }

/**
 * How long to wait before trying again: doubling from `firstMs` to `capMs`, each between half and all of that, so that a
 * room full of phones does not come back in step after the Wi-Fi did.
 */
export function backoffDelay(attempt: number, options: BackoffOptions = {}): number {
  const { firstMs = 250, capMs = 5000, random = Math.random } = options
  const full = Math.min(capMs, firstMs * 2 ** Math.min(attempt, 16))
  return Math.round(full * (0.5 + random() / 2))
}

export type Backoff = {
  /**
   * Resolves after the delay of this attempt (0 is the first), or at once on `wake`.
   * @param atLeastMs what the server asks to wait
   */
  wait: (attempt: number, atLeastMs?: number) => Promise<void>
  /** Ends every wait now: the network is back, or somebody looks at the screen again. */
  wake: () => void
}

/** Waits that can be cut short. */
export function createBackoff(options: BackoffOptions = {}): Backoff {
  const waiting = new Set<() => void>()
  return {
    wait: (attempt, atLeastMs = 0) =>
      new Promise((resolve) => {
        const finish = () => {
          clearTimeout(timer)
          waiting.delete(finish)
          resolve()
        }
        const timer = setTimeout(finish, Math.max(atLeastMs, backoffDelay(attempt, options)))
        waiting.add(finish)
      }),
    wake: () => {
      for (const finish of [...waiting]) finish()
    },
  }
}
