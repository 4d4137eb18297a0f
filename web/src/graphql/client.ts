import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { serverClock } from '../ui/server-clock'
import { createBackoff } from './backoff'
import { createCache } from './cache'
import { createConnectionMonitor } from './connection-monitor'
import { newestOrderExchange } from './newest-order-exchange'
import { persistedDocumentsExchange } from './persisted-documents'
import { createReloader } from './reload-for-version'
import { createResumableSubscriptions } from './resumable-subscriptions'
import { createSocket } from './socket'
import { watchForWake } from './wake'

/** An answer that takes longer is taken for lost; whoever asked may ask again. */
const ANSWER_WITHIN_MS = 15_000
/** Whether there is a way to the server at all shows sooner. */
const REACH_WITHIN_MS = 5000

/** What is known of the page's connection; components read it through `useConnection`. */
export const connectionMonitor = createConnectionMonitor({ clock: serverClock.now })

const backoff = createBackoff()

/** The page's WebSocket. Call `reconnect` after signing in or out. */
export const socket = createSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  monitor: connectionMonitor,
  backoff,
  clock: serverClock,
})

let untilOffline = new AbortController()
connectionMonitor.subscribe(() => {
  if (connectionMonitor.get().status !== 'offline') return
  // What was asked before gets no answer any more: whoever waits for it should know that, and now.
  untilOffline.abort()
  untilOffline = new AbortController()
})

addEventListener('offline', connectionMonitor.networkLost)
watchForWake({ onWake: socket.check, onClockSet: () => void reachServer() })

/** Whether the server answers now. Its answer also sets the page's clock. */
export async function reachServer(): Promise<boolean> {
  try {
    const response = await ask('/health/live', { cache: 'no-store' }, REACH_WITHIN_MS)
    return response.ok
  } catch {
    return false
  }
}

async function ask(input: RequestInfo | URL, init: RequestInit, withinMs: number): Promise<Response> {
  const askedAt = Date.now()
  const signals = [AbortSignal.timeout(withinMs), untilOffline.signal, ...(init.signal ? [init.signal] : [])]
  const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) })
  const at = Date.parse(response.headers.get('date') ?? '')
  serverClock.learn({ at, precision: 1000, askedAt, heardAt: Date.now() })
  return response
}

/** Queries and mutations over fetch, subscriptions over the socket, one normalised cache for all. */
export function createGraphqlClient(): Client {
  const reload = createReloader()
  return new Client({
    url: '/graphql',
    // GET would put session tokens into URLs, and so into every log on the way.
    preferGetMethod: false,
    fetch: (input, init) => ask(input, init ?? {}, ANSWER_WITHIN_MS),
    exchanges: [
      createCache(),
      newestOrderExchange(),
      persistedDocumentsExchange(reload),
      subscriptionExchange({
        forwardSubscription: createResumableSubscriptions({
          socket,
          backoff,
          monitor: connectionMonitor,
          onRefused: reload,
        }),
      }),
      fetchExchange,
    ],
  })
}
