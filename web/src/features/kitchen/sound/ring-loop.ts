/** Long enough to hear the bell fade, short enough not to be missed. */
export const RING_EVERY_MS = 4000
/** As long as the bell still sounds: what comes meanwhile, such as all that was missed in an outage, is one ring. */
const STILL_SOUNDS_MS = 1500

export type RingLoop = {
  /** Says what waits to be touched now: rings at once for something new, goes on for what is left, stops at nothing. */
  update: (waiting: readonly string[]) => void
  stop: () => void
}

/** Calls `ring` at once for whatever is new, unless it just did, and again every few seconds until nothing waits any more. */
export function createRingLoop(ring: () => void, everyMs = RING_EVERY_MS): RingLoop {
  let known: ReadonlySet<string> = new Set()
  let timer: ReturnType<typeof setInterval> | undefined
  let sounding: ReturnType<typeof setTimeout> | undefined

  function stop() {
    clearInterval(timer)
    clearTimeout(sounding)
    timer = sounding = undefined
    known = new Set()
  }

  return {
    stop,
    update: (waiting) => {
      if (waiting.length === 0) return stop()
      const hasNew = waiting.some((id) => !known.has(id))
      known = new Set(waiting)
      if (!hasNew || sounding !== undefined) return
      clearInterval(timer)
      timer = setInterval(ring, everyMs)
      sounding = setTimeout(() => {
        sounding = undefined
      }, STILL_SOUNDS_MS)
      ring()
    },
  }
}
