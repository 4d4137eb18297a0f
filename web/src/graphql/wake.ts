const LOOK_EVERY_MS = 1000
/** A busy page may be late; one that was frozen is later. */
const SLEPT_MS = 5000
const CLOCK_SET_MS = 1500

type WakeOptions = {
  /** The network came back, somebody looks at the page again, or the device slept: what it knows may be old. */
  onWake: () => void
  /** The device's clock was set; a sleep may look the same. */
  onClockSet: () => void
}

/**
 * Tells when time has passed that the page did not notice. Browsers say so of tabs, but a laptop whose lid was closed
 * wakes up in the middle of a page that believes to be live: only the clocks tell.
 */
export function watchForWake({ onWake, onClockSet }: WakeOptions): void {
  addEventListener('online', onWake)
  addEventListener('pageshow', onWake)
  document.addEventListener('resume', onWake)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') onWake()
  })

  let clock = Date.now()
  let uptime = performance.now()
  setInterval(() => {
    const byClock = Date.now() - clock
    // Stands still during a sleep on some systems.
    const byUptime = performance.now() - uptime
    clock += byClock
    uptime += byUptime
    if (Math.abs(byClock - byUptime) > CLOCK_SET_MS) onClockSet()
    // The timers of a page in the background are late on purpose.
    if (document.visibilityState === 'visible' && Math.max(byClock, byUptime) > SLEPT_MS) onWake()
  }, LOOK_EVERY_MS)
}
