import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout as delay, setImmediate as eventLoop } from 'node:timers/promises'
import { isStream } from './event-streams.ts'

/** The listener stays while requests still come, so that load balancers notice that this node is not ready... */
const LEAD_MS = 2_000
/** ...and until nothing was asked or answered for so long. */
const QUIET_MS = 200

/** The end of an HTTP server that cuts nobody off. */
export interface HttpDrain {
  /** Whether the server is on its way out. */
  readonly stopping: boolean
  /** Answers what has come and what still comes for a little while, and resolves when no connection is left. */
  stop(): Promise<void>
}

/**
 * Lets a server end without a request that was sent in time going unanswered. Closing it at once would not do: of
 * connections that wait in the kernel to be accepted, and of those that Node holds for idle since it has not read
 * their next request yet, all are reset. So first every answer says that its connection ends with it, until nothing
 * comes any more.
 */
export function createHttpDrain(server: Server): HttpDrain {
  const unfinished = new Set<ServerResponse>()
  let stopping = false
  let activity = 0

  // Before whoever answers.
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    // Who asks whether we are ready is told no: that is no reason to stay.
    const weight = request.url?.startsWith('/health/') ? 0 : 1
    activity += weight
    unfinished.add(response)
    if (stopping) response.setHeader('connection', 'close')
    response.once('close', () => {
      activity += weight
      unfinished.delete(response)
      if (!server.listening) server.closeIdleConnections()
    })
  })

  /** Ends event streams where they are. They do not say that they are complete: their readers come back for more. */
  function endStreams(): void {
    for (const response of unfinished) {
      if (isStream(response)) response.end()
    }
  }

  async function untilQuiet(): Promise<void> {
    const latest = performance.now() + LEAD_MS
    let seen: number
    do {
      seen = activity
      await delay(QUIET_MS)
      // However late the timer was: what had come by then is accepted in the first turn and read in the second.
      await eventLoop()
      await eventLoop()
    } while (activity !== seen && performance.now() < latest)
  }

  return {
    get stopping() {
      return stopping
    },

    async stop() {
      stopping = true
      for (const response of unfinished) {
        if (!response.headersSent) response.setHeader('connection', 'close')
      }
      endStreams()
      await untilQuiet()
      // Those that were being opened meanwhile.
      endStreams()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
