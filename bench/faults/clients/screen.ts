import { type Client, createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { type Ask, dataOf, NoAnswer, nextNode, retryPause, type Way } from './api.ts'
import type { Life, ReceivedEvent } from './life.ts'

/** A dead connection is noticed after the sum: a little sooner than the web app does, so that more happens in a run. */
const PING_EVERY_MS = 2_000
const PONG_WITHIN_MS = 3_000
/** A new one has so long, which a node that has just started on a busy machine may need. */
const CONNECT_WITHIN_MS = 6_000
const ANSWER_WITHIN_MS = 8_000

/** A screen: one graphql-ws connection with its subscriptions, which come back after every loss. */
export interface Screen {
  /** Follows a feed into a life, from its cursor on, until the life ends. */
  follow(life: Life, query: string, variables: Record<string, unknown>): void
  /** Asks over the socket; graphql-ws sends it again, the same, when the connection breaks. */
  readonly ask: Ask
  /** Reads nothing for a while, as a tablet that sleeps. */
  pause(on: boolean): void
  close(): void
}

export function openScreen(options: {
  way: Way
  token?: string
  /** Told of what a client cannot get over by itself. */
  onFatal: (what: string) => void
}): Screen {
  const { way, token, onFatal } = options
  let socket: WebSocket | undefined
  let paused = false
  let closed = false
  let hangTimer: NodeJS.Timeout | undefined
  // A device that sleeps does not notice that nobody answers it.
  const expectWithin = (ms: number) => {
    clearTimeout(hangTimer)
    hangTimer = setTimeout(() => (paused ? expectWithin(ms) : client.terminate()), ms)
  }

  const client: Client = createClient({
    url: () => `ws://127.0.0.1:${way.group.ports[nextNode(way)]}/graphql`,
    webSocketImpl: PatientWebSocket,
    ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: () => retryPause(way),
    keepAlive: PING_EVERY_MS,
    on: {
      connecting: () => expectWithin(CONNECT_WITHIN_MS),
      opened(opened) {
        socket = opened as WebSocket
      },
      connected: () => clearTimeout(hangTimer),
      ping: (received) => {
        if (!received) expectWithin(PONG_WITHIN_MS)
      },
      pong: (received) => {
        if (received) clearTimeout(hangTimer)
      },
      closed: () => clearTimeout(hangTimer),
    },
  })

  function follow(life: Life, query: string, variables: Record<string, unknown>): void {
    if (closed || life.end !== 'open') return
    // graphql-ws sends this very object again when it reconnects: moving `after` in it is what resumes.
    const payload = { query, variables: { ...variables, after: life.cursor } }
    let over = false
    const unsubscribe = client.subscribe<Record<string, ReceivedEvent>>(payload, {
      next({ data, errors }) {
        if (over) return
        const [event] = Object.values(data ?? {})
        if (errors?.length || !event) return failed(errors)
        life.apply(event)
        payload.variables.after = life.cursor
      },
      error: failed,
      complete: () => void again(),
    })
    const unwatch = life.watch(() => {
      if (life.end !== 'open') stop()
    })
    function stop(): void {
      over = true
      unwatch()
      unsubscribe()
    }
    async function again(): Promise<void> {
      if (over) return
      stop()
      await retryPause(way)
      follow(life, query, variables)
    }
    function failed(error: unknown): void {
      if (!over && !closed && !isPassing(error)) onFatal(`a subscription ended with ${describe(error)}`)
      void again()
    }
  }

  return {
    follow,

    ask: (query, variables) =>
      new Promise((resolve, reject) => {
        let answer: Parameters<typeof dataOf>[0] | undefined
        const settle = () => {
          clearTimeout(timer)
          try {
            if (!answer) throw new NoAnswer('nothing came')
            resolve(dataOf(answer))
          } catch (error) {
            reject(error)
          }
        }
        const unsubscribe = client.subscribe<unknown>(
          { query, variables },
          {
            next: (result) => {
              answer = result as never
            },
            error(error) {
              if (Array.isArray(error)) answer = { errors: error }
              settle()
            },
            complete: settle,
          },
        )
        const timer = setTimeout(() => {
          unsubscribe()
          settle()
        }, ANSWER_WITHIN_MS)
      }),

    pause(on) {
      paused = on
      if (on) socket?.pause()
      else socket?.resume()
    },

    close() {
      closed = true
      clearTimeout(hangTimer)
      // It waits for a connection that is being made, which may fail.
      Promise.resolve(client.dispose()).catch(() => {})
    },
  }
}

/** Gives up a handshake that nobody answers, which would otherwise hang for ever. */
class PatientWebSocket extends WebSocket {
  constructor(address: string, protocols: string[]) {
    super(address, protocols, { handshakeTimeout: CONNECT_WITHIN_MS })
    // graphql-ws lets go of a socket that it closes while it opens, and nobody else would take this.
    this.on('error', () => {})
  }

  /**
   * As a browser's: what arrives once it is closing is not heard. ws would hand it on, and graphql-ws take it for the
   * same subscription's on the connection that came after, where it comes again.
   */
  override emit(event: string, ...args: unknown[]): boolean {
    if (event === 'message' && this.readyState !== WebSocket.OPEN) return false
    return super.emit(event, ...args)
  }
}

function isPassing(error: unknown): boolean {
  if (!Array.isArray(error)) return false
  try {
    dataOf({ errors: error })
  } catch (reason) {
    return reason instanceof NoAnswer
  }
  return false
}

function describe(error: unknown): string {
  const [first] = Array.isArray(error) ? error : [error]
  const { code, reason, message, extensions } = (first ?? {}) as {
    code?: number
    reason?: string
    message?: string
    extensions?: { code?: string }
  }
  return [extensions?.code ?? code, reason ?? message].join(' ')
}
