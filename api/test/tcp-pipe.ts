import type { Socket } from 'node:net'

/** What the network does to the bytes that pass through it. */
export interface Weather {
  /** Bytes vanish, and so does the end of a connection; nobody is told. */
  stalled: boolean
  /** Bytes wait where they are, and arrive when this is over. */
  held: boolean
  /** How much later bytes arrive, in milliseconds. */
  delayMs: number
}

/** Carries the bytes of one connection one way. */
export interface Pipe {
  /** Takes a change of the weather into account. */
  review(): void
  /** Cuts the connection once so many more bytes have arrived, in the middle of whatever that is the middle of. */
  cutAfter(bytes: number): void
}

/** @param cut ends the connection, both ways */
export function createPipe(from: Socket, to: Socket, weather: () => Weather, cut: () => void): Pipe {
  let lostBytes = false
  let ended = false
  let bytesLeft = Infinity
  /** Each chunk after the one before it, however the delay has changed in between. */
  let carried: Promise<void> = Promise.resolve()

  function arrive(chunk: Buffer) {
    if (to.destroyed) return
    if (weather().stalled) {
      lostBytes = true
    } else if (chunk.length >= bytesLeft) {
      to.write(chunk.subarray(0, bytesLeft), cut)
    } else {
      bytesLeft -= chunk.length
      if (!to.write(chunk)) from.pause()
    }
  }

  function review() {
    const { held, stalled } = weather()
    if (held) from.pause()
    else if (stalled || !to.writableNeedDrain) from.resume()
    if (ended && !held && !stalled) void carried.then(() => to.end())
  }

  from.on('data', (chunk: Buffer) => {
    const { stalled, delayMs } = weather()
    if (stalled) lostBytes = true
    // As a router that restarted: it knows nothing of the connection, and says so to whoever still uses it.
    else if (lostBytes) cut()
    else {
      const due = performance.now() + delayMs
      carried = carried.then(async () => {
        const left = due - performance.now()
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
        arrive(chunk)
      })
    }
  })
  from.on('end', () => {
    ended = true
    review()
  })
  to.on('drain', review)

  return {
    review,
    cutAfter: (bytes) => {
      bytesLeft = bytes
    },
  }
}
