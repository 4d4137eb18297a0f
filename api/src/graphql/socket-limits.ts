import type { WebSocket } from 'ws'
import type { SocketLimits } from '../config.ts'
import { createQuota, type Quota } from '../limits/quota.ts'

/** "Try again later": what clients do. graphql-ws would close with 4500, after which they never come back. */
export const TRY_AGAIN_LATER = 1013

/** What a client may send at once, and then in each second: far more than people and programs do. */
const BURST = 500
const PER_SECOND = 100
const FRAMES = ['message', 'ping', 'pong'] as const

/** What is open from one address and belongs to nobody, the one that has been there for longest first. */
export interface Strangers {
  /**
   * There is always a place: where all are taken, whoever has been nobody for longest makes way. Somebody who is about
   * to say who they are is nobody for a moment only, so that no number of others keeps them out.
   * @param makeWay ends what is open
   * @returns what gives the place back, to be called once or more
   */
  enter(address: string, makeWay: () => void): () => void
}

/** @param limit for each address */
function createStrangers(limit: number): Strangers {
  const present = new Map<string, Set<() => void>>()
  return {
    enter(address, makeWay) {
      const here = present.get(address) ?? new Set()
      const [longest] = here
      if (longest && here.size >= limit) {
        here.delete(longest)
        longest()
      }
      // A function of its own: one caller's may be here twice.
      const place = () => makeWay()
      here.add(place)
      present.set(address, here)
      return () => {
        here.delete(place)
        if (here.size === 0 && present.get(address) === here) present.delete(address)
      }
    },
  }
}

/**
 * Connections that stay, sockets and event streams alike, by whom they belong to. What one of these has taken is
 * nothing that another lacks: guests and strangers share an address with the kitchen.
 */
export interface Connections {
  /** By address: sockets that have not said who they are, and those of nobody. */
  readonly ofStrangers: Strangers
  /** By address. */
  readonly ofGuests: Quota
  /** By account, device or API key. */
  readonly ofViewer: Quota
}

export function countConnections({ strangers, perAddress, perViewer }: SocketLimits): Connections {
  return {
    ofStrangers: createStrangers(strangers),
    ofGuests: createQuota(perAddress),
    ofViewer: createQuota(perViewer),
  }
}

/**
 * Closes a socket whose client sends faster than any client of good will, and hears no more of it. Pings and pongs are
 * work too.
 */
export function capMessages(socket: WebSocket): void {
  let credit = BURST
  let since = performance.now()
  function count(): void {
    const now = performance.now()
    credit = Math.min(BURST, credit + ((now - since) / 1_000) * PER_SECOND) - 1
    since = now
    if (credit >= 0) return
    for (const frame of FRAMES) socket.off(frame, count)
    socket.removeAllListeners('message')
    socket.close(TRY_AGAIN_LATER, 'Too many messages')
  }
  for (const frame of FRAMES) socket.on(frame, count)
}
