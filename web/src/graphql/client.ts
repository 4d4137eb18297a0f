import { Client, fetchExchange, subscriptionExchange } from '@urql/core'
import { createBackoff } from './backoff'
import { createCache } from './cache'
import { createConnectionMonitor } from './connection-monitor'
import { newestOrderExchange } from './newest-order-exchange'
import { persistedDocumentsExchange } from './persisted-documents'
import { createResumableSubscriptions } from './resumable-subscriptions'
import { createSocket } from './socket'

/** An answer that takes longer is taken for lost; whoever asked may ask again. */
const ANSWER_WITHIN_MS = 15_000

/** What is known of the page's connection; components read it through `useConnection`. */
export const connectionMonitor = createConnectionMonitor()

const backoff = createBackoff()

/** The page's WebSocket. Call `reconnect` after signing in or out. */
export const socket = createSocket({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
  monitor: connectionMonitor,
  backoff,
})

addEventListener('online', socket.check)
addEventListener('offline', connectionMonitor.networkLost)
addEventListener('pageshow', socket.check)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') socket.check()
})

/** Queries and mutations over fetch, subscriptions over the socket, one normalised cache for all. */
export function createGraphqlClient(): Client {
  return new Client({
    url: '/graphql',
    // GET would put session tokens into URLs, and so into every log on the way.
    preferGetMethod: false,
    fetch: (input, init) =>
      fetch(input, {
        ...init,
        signal: AbortSignal.any([
          AbortSignal.timeout(ANSWER_WITHIN_MS),
          ...(init?.signal ? [init.signal] : []),
        ]),
      }),
    exchanges: [
      createCache(),
      newestOrderExchange(),
      persistedDocumentsExchange(),
      subscriptionExchange({
        forwardSubscription: createResumableSubscriptions({ socket, backoff, monitor: connectionMonitor }),
      }),
      fetchExchange,
    ],
  })
}
