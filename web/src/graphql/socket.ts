import { type Client, CloseCode, createClient } from 'graphql-ws'
import { createServerClock, type ServerClock } from '../ui/server-clock'
import type { Backoff } from './backoff'
import type { ConnectionMonitor } from './connection-monitor'

/**
 * A connection that dies in silence is noticed PING_EVERY + PONG_WITHIN after its last word. The monitor then gives a new
 * one OFFLINE_AFTER_MS to open: nine seconds in all until the screen says offline, where ten are promised.
 */
const PING_EVERY_MS = 4000
const PONG_WITHIN_MS = 3000
const CONNECT_WITHIN_MS = 8000
const NORMAL_CLOSURE = 1000

type SocketOptions = {
  url: string
  monitor: ConnectionMonitor
  backoff: Backoff
  /** Set by the time with which the server acknowledges each connection. */
  clock?: ServerClock
  webSocketImpl?: unknown
}

export type Socket = Pick<Client, 'subscribe'> & {
  /** Drops the socket and opens a new one at once: after signing in or out, since it is authenticated when it opens. */
  reconnect: () => void
  /** Look now rather than at the next ping: the network came back, or the screen was woken. */
  check: () => void
  /** Told of each connection that is acknowledged, one that there is already among them, and of each that is gone. */
  onOpenChange: (listener: (isOpen: boolean) => void) => () => void
  /** The server closed the connection because whoever opened it is not the same any more, or may do other things. */
  onRightsChanged: (listener: () => void) => () => void
}

/**
 * The one WebSocket of the page. It never gives up: every loss is retried with a jittered, capped backoff, and a
 * connection that hangs (while opening, or by not answering a ping) is dropped and opened anew. It opens with the
 * first subscription and closes some seconds after the last.
 */
export function createSocket(options: SocketOptions): Socket {
  const { url, monitor, backoff, clock = createServerClock(), webSocketImpl } = options
  let openedAt = 0
  const rightsListeners = new Set<() => void>()
  const openListeners = new Set<(isOpen: boolean) => void>()
  let isOpen = false
  const tellOpen = (isNow: boolean) => {
    isOpen = isNow
    for (const listener of [...openListeners]) listener(isNow)
  }
  let hangTimer: ReturnType<typeof setTimeout> | undefined

  const expectWithin = (ms: number) => {
    clearTimeout(hangTimer)
    hangTimer = setTimeout(() => client.terminate(), ms)
  }

  const client = createClient({
    url,
    webSocketImpl,
    retryAttempts: Number.POSITIVE_INFINITY,
    // The default retries close events only, and gives up on a plain network error.
    shouldRetry: () => true,
    retryWait: (retries) => backoff.wait(retries),
    keepAlive: PING_EVERY_MS,
    // Walking from the menu to the bill does not close the socket.
    lazyCloseTimeout: 3000,
    on: {
      connecting: () => {
        monitor.connecting()
        expectWithin(CONNECT_WITHIN_MS)
      },
      opened: () => {
        openedAt = Date.now()
      },
      connected: (_socket, acknowledged) => {
        clearTimeout(hangTimer)
        const at = Date.parse(String(acknowledged?.['serverTime']))
        clock.learn({ at, precision: 0, askedAt: openedAt, heardAt: Date.now() })
        monitor.heard()
        monitor.connected()
        tellOpen(true)
      },
      message: () => {
        monitor.heard()
      },
      ping: (received) => {
        if (!received) expectWithin(PONG_WITHIN_MS)
      },
      pong: (received) => {
        if (received) clearTimeout(hangTimer)
      },
      closed: (event) => {
        clearTimeout(hangTimer)
        // Before the monitor hears of it: what is asked for again then is no part of a live screen.
        tellOpen(false)
        const code = codeOf(event)
        if (code === NORMAL_CLOSURE) monitor.idle()
        else monitor.lost()
        if (code === CloseCode.Forbidden) for (const listener of rightsListeners) listener()
      },
    },
  })

  return {
    subscribe: client.subscribe,
    reconnect: () => {
      client.terminate()
      backoff.wake()
    },
    check: () => {
      backoff.wake()
      const heard = monitor.lastHeard()
      // A device that slept may hold a socket the server has long closed: not worth waiting for the ping to find out.
      if (heard && clock.now().getTime() - heard.getTime() > PING_EVERY_MS + PONG_WITHIN_MS)
        client.terminate()
    },
    onOpenChange: (listener) => {
      openListeners.add(listener)
      if (isOpen) listener(true)
      return () => openListeners.delete(listener)
    },
    onRightsChanged: (listener) => {
      rightsListeners.add(listener)
      return () => rightsListeners.delete(listener)
    },
  }
}

function codeOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined
}
