import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { type FeedName, isOfSession, SUBSCRIPTIONS, textOf } from './feeds.ts'

/** The refusal of a subscription that the server has completed: it has nothing more to tell. */
export const COMPLETE = 'complete'

/** A screen: what it was shown since its snapshot, and how far that is. It handles an event and its cursor as one. */
export interface Listener {
  readonly feed: FeedName
  /** What it was shown, in words. */
  readonly applied: readonly string[]
  /** Why the server has ended the subscription, where that was not asked for. */
  readonly refusal: string | null
  /** Begins anew from a snapshot's cursor. */
  load(cursor: string): void
  /** Goes on from its cursor, over a new socket. @param url of /graphql */
  connect(url: string): void
  /** Loses its socket, without a word. */
  cut(): void
  /** Resolves when it is told something next. */
  next(): Promise<void>
}

/** @param token a member of staff's, for the feeds of a restaurant */
export function createListener(feed: FeedName, of: string, token: string): Listener {
  let applied: string[] = []
  let cursor = ''
  let refusal: string | null = null
  let socket: WebSocket | undefined
  /** What an older socket still brings is not heard. */
  let connection = 0
  let waiting: (() => void)[] = []
  const wake = () => {
    const woken = waiting
    waiting = []
    for (const resolve of woken) resolve()
  }

  return {
    feed,
    get applied() {
      return applied
    },
    get refusal() {
      return refusal
    },

    load(loaded) {
      applied = []
      cursor = loaded
      refusal = null
    },

    connect(url) {
      const own = ++connection
      refusal = null
      const client = createClient({
        url: url.replace('http', 'ws'),
        retryAttempts: 0,
        webSocketImpl: class extends WebSocket {
          constructor(address: string, protocol: string) {
            super(address, protocol)
            socket = this
            // Cut before it was open.
            this.on('error', () => {})
          }
        },
        ...(isOfSession(feed) ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
      })
      const end = (reason: unknown) => {
        if (own !== connection) return
        refusal ??= Array.isArray(reason)
          ? reason[0].extensions.code
          : reason === COMPLETE
            ? reason
            : `closed with ${(reason as { code?: number }).code ?? reason}`
        wake()
      }
      client.subscribe<{ event: { cursor: string } }>(
        { query: SUBSCRIPTIONS[feed], variables: { of, after: cursor } },
        {
          next({ data, errors }) {
            if (own !== connection) return
            if (!data || errors) return end(errors)
            applied.push(textOf(data.event))
            cursor = data.event.cursor
            wake()
          },
          error: end,
          complete: () => end(COMPLETE),
        },
      )
    },

    cut() {
      connection += 1
      socket?.terminate()
    },

    next: () => new Promise((resolve) => waiting.push(resolve)),
  }
}
