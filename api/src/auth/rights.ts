import { setTimeout as delay } from 'node:timers/promises'
import type { Signals } from '../events/doorbell.ts'
import type { Logger } from '../logger.ts'

/** The name of the signal. */
const RIGHTS_CHANGED = 'rights'
/** Whoever ended their own sign-in is still given the answer; changes that come together are looked at together. */
const GRACE_MS = 250

/**
 * Has all nodes look at who is connected as soon as somebody's rights change. A signal that is lost costs the time to
 * the next regular check.
 * @param options.onChange forgets at once what is known of viewers
 * @param options.check looks at what is open
 * @returns what to call after a change
 */
export function createRights(options: {
  signals: Signals
  onChange: () => void
  check: () => Promise<unknown>
  logger: Logger
}): () => void {
  const { signals, onChange, check, logger } = options
  let waiting = false

  async function look(): Promise<void> {
    onChange()
    if (waiting) return
    waiting = true
    await delay(GRACE_MS, undefined, { ref: false })
    waiting = false
    await check()
  }

  signals
    .onSignal(RIGHTS_CHANGED, () => void look())
    .catch((error: unknown) => logger.warn({ err: error }, 'changes of rights are noticed by checks alone'))

  return () => {
    onChange()
    void look()
    signals.signal(RIGHTS_CHANGED)
  }
}
