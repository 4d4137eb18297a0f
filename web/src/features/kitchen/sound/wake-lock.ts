export type WakeLock = {
  /** True while the browser promises to keep the screen on. */
  isHeld: () => boolean
  subscribe: (listener: () => void) => () => void
  /** Asks for the screen to stay on, now and whenever the page comes back into view. May be called again at any time. */
  keep: () => void
  release: () => void
}

type WakeLockOptions = {
  /** Absent where the browser has no such thing, for instance on a page without https. */
  request: (() => Promise<WakeLockSentinel>) | undefined
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
}

/** Keeps the screen on during a shift. The system takes the lock whenever the page is hidden: then it is asked for again. */
export function createWakeLock({ request, page }: WakeLockOptions): WakeLock {
  const listeners = new Set<() => void>()
  let sentinel: WakeLockSentinel | undefined
  let wanted = false
  let asking = false

  function set(next: WakeLockSentinel | undefined) {
    sentinel = next
    for (const listener of [...listeners]) listener()
  }

  async function acquire() {
    if (!wanted || asking || sentinel || !request || page.visibilityState !== 'visible') return
    asking = true
    try {
      const granted = await request()
      granted.addEventListener('release', () => set(undefined))
      if (wanted) set(granted)
      else await granted.release()
    } catch {
      // Refused, by a low battery for instance: the screen says so, and the next tap asks again.
    } finally {
      asking = false
    }
  }

  return {
    isHeld: () => sentinel !== undefined,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    keep: () => {
      wanted = true
      page.addEventListener('visibilitychange', acquire)
      void acquire()
    },
    release: () => {
      wanted = false
      page.removeEventListener('visibilitychange', acquire)
      void sentinel?.release()
    },
  }
}

/** The wake lock of this browser, if it has one. */
export function createScreenWakeLock(): WakeLock {
  const request = 'wakeLock' in navigator ? () => navigator.wakeLock.request('screen') : undefined
  return createWakeLock({ request, page: document })
}
