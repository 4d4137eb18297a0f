import type { WebSocket } from 'ws'
import type { SocketLimits } from '../config.ts'
import { CONNECT_AGAIN_AFTER } from '../limits/limits.errors.ts'

/** "Try again later": what clients do. graphql-ws would close with 4500, after which they never come back. */
export const TRY_AGAIN_LATER = 1013

/** What is answered instead of an upgrade. */
export const TOO_MANY_SOCKETS = `HTTP/1.1 429 Too Many Requests\r\nRetry-After: ${CONNECT_AGAIN_AFTER}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`

/** What a client may send at once, and then in each second: far more than people and programs do. */
const BURST = 500
const PER_SECOND = 100

/** Counts what is taken by each of many holders. */
export interface Quota {
  /** @returns what gives it back, to be called once or more; null where the holder has all it may have */
  take(holder: string): (() => void) | null
}

/** @param limit for each holder */
function createQuota(limit: number): Quota {
  const taken = new Map<string, number>()
  return {
    take(holder) {
      const count = taken.get(holder) ?? 0
      if (count >= limit) return null
      taken.set(holder, count + 1)
      let given = false
      return () => {
        if (given) return
        given = true
        const left = (taken.get(holder) ?? 1) - 1
        if (left > 0) taken.set(holder, left)
        else taken.delete(holder)
      }
    },
  }
}

/** Connections that stay, sockets and event streams alike, by whom they come from. */
export interface Connections {
  readonly ofAddress: Quota
  readonly ofViewer: Quota
}

export function countConnections({ perAddress, perViewer }: SocketLimits): Connections {
  return { ofAddress: createQuota(perAddress), ofViewer: createQuota(perViewer) }
}

/** Closes a socket whose client sends faster than any client of good will, and hears no more of it. */
export function capMessages(socket: WebSocket): void {
  let credit = BURST
  let since = performance.now()
  socket.on('message', () => {
    const now = performance.now()
    credit = Math.min(BURST, credit + ((now - since) / 1_000) * PER_SECOND) - 1
    since = now
    if (credit >= 0) return
    socket.removeAllListeners('message')
    socket.close(TRY_AGAIN_LATER, 'Too many messages')
  })
}
