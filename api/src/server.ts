import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import sirv from 'sirv'
import type { Config } from './config.ts'
import { cutStalledStreams, isForStream } from './event-streams.ts'
import type { Services } from './graphql/context.ts'
import { createAdmission } from './graphql/limits/admission.ts'
import type { PersistedDocuments } from './graphql/limits/persisted-documents.ts'
import { schema } from './graphql/schema.ts'
import { countConnections } from './graphql/socket-limits.ts'
import { serveWebSocket } from './graphql/web-socket.ts'
import { CSRF_HEADER, createGraphQL } from './graphql/yoga.ts'
import { createHttpDrain } from './http-drain.ts'
import { createClientAddress } from './limits/client-address.ts'
import type { RateLimits } from './limits/rate-limits.ts'
import type { Logger } from './logger.ts'
import { REPOSITORY } from './repository.ts'
import { securityHeaders } from './security-headers.ts'

/** The largest request body; GraphQL documents and orders are far below. */
const MAX_BODY_BYTES = 100 * 1024
/** A database that takes longer to say anything is not there, for whoever asks. */
const READY_PATIENCE_MS = 2_000
/** Work in flight may take so long to finish when the server stops. */
const STOP_PATIENCE_MS = 5_000
/**
 * Connections that may wait to be accepted. After a restart everyone comes at once, and whoever finds Node's 511 places
 * taken tries again after 1, 3, 7, 15, 31 seconds: TCP's own backoff, which no client can shorten.
 */
const BACKLOG = 4_096
/** Longer than the 60 s for which load balancers commonly keep a connection: they must be the ones to close it. */
const KEEP_ALIVE_MS = 65_000

export interface Server {
  /** @returns the port, which is another than the configured one where that is 0 */
  listen(): Promise<number>
  /** Takes no more work, ends what is open, and resolves when nothing is. */
  stop(): Promise<void>
}

/** Everything on one port: /graphql by HTTP, SSE and WebSocket, /health, and the web app. */
export function createServer(deps: {
  config: Pick<Config, 'host' | 'port' | 'production' | 'publicUrl' | 'limits' | 'statementTimeoutMs'>
  services: Services
  rateLimits: RateLimits
  /** What the web app asks. */
  persistedDocuments: PersistedDocuments
  /** Rejects while the database does not answer. */
  ping: () => Promise<unknown>
  logger: Logger
}): Server {
  const { config, services, rateLimits, persistedDocuments, ping, logger } = deps
  const { publicUrl, production, limits, statementTimeoutMs } = config
  const clientAddress = createClientAddress(limits.trustedProxies)
  const admission = createAdmission({
    schema,
    auth: services.auth,
    guests: services.guests,
    tables: services.tables,
    rateLimits,
    persistedDocuments,
    persistedDocumentsOnly: limits.persistedDocumentsOnly,
    openSchema: !production,
    statementTimeoutMs,
    logger,
  })
  const connections = countConnections(limits.sockets)
  const yoga = createGraphQL({
    services,
    connections,
    admission,
    clientAddress,
    operationTimeoutMs: limits.operationTimeoutMs,
    statementTimeoutMs,
    logger,
    publicUrl,
    production,
  })
  const webApp = sirv(join(REPOSITORY, 'web/dist'), {
    // Addresses of pages have no dots, and no page lives below these: what is not there is 404, never a page.
    single: true,
    ignores: [/\./, /^\/(assets|images|graphql|health)(\/|$)/],
    gzip: true,
    etag: true,
    setHeaders(response, path) {
      // Vite puts a hash of the content into the names of assets.
      response.setHeader(
        'cache-control',
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  const setSecurityHeaders = securityHeaders({
    https: publicUrl?.startsWith('https:') ?? production,
    consolePath: production ? undefined : yoga.graphqlEndpoint,
  })

  const server = createHttpServer((request, response) => {
    setSecurityHeaders(request, response)
    const path = request.url?.split('?', 1)[0]
    if (path === '/health/live') return respond(response, 200, { status: 'live' })
    if (path === '/health/ready') return void ready(response)
    if (path === yoga.graphqlEndpoint) {
      const refusal = drain.stopping && isForStream(request) ? STOPPING : refusalOf(request, production)
      return refusal ? refuse(response, refusal) : void yoga(request, response)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return respond(response, 405, { status: 'method not allowed' })
    }
    return webApp(request, response, () => respond(response, 404, { status: 'not found' }))
  })

  server.keepAliveTimeout = KEEP_ALIVE_MS
  const drain = createHttpDrain(server)
  cutStalledStreams(server)

  /** One question at a time, however many ask. */
  let answers: Promise<boolean> | undefined
  async function ready(response: ServerResponse): Promise<void> {
    answers ??= ping()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        answers = undefined
      })
    const isReady =
      !drain.stopping && (await Promise.race([answers, delay(READY_PATIENCE_MS, false, { ref: false })]))
    respond(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' })
  }

  const sockets = serveWebSocket({
    server,
    path: yoga.graphqlEndpoint,
    yoga,
    admission,
    clientAddress,
    auth: services.auth,
    liveViewers: services.liveViewers,
    publicUrl,
    connections,
    logger,
  })

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen({ port: config.port, host: config.host, backlog: BACKLOG }, () =>
          resolve((server.address() as AddressInfo).port),
        )
      }),

    async stop() {
      const ended = Promise.all([sockets.close(), drain.stop()])
      // A request that is never finished, a mutation that waits for a lock: nobody waits for them for ever.
      const cutOff = setTimeout(() => {
        sockets.terminate()
        server.closeAllConnections()
      }, STOP_PATIENCE_MS)
      await ended
      services.liveViewers.close()
      services.liveGuests.close()
      clearTimeout(cutOff)
      await services.log.close()
    },
  }
}

interface Refusal {
  readonly status: number
  readonly message: string
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number
  /** By which number, where there is one. */
  readonly limit?: { readonly name: string; readonly allowed: number; readonly actual: number }
}

const STOPPING: Refusal = { status: 503, message: 'This server is about to stop. Try again.', retryAfter: 1 }

/** Why a request's body is not even read. */
function refusalOf({ method, headers }: IncomingMessage, production: boolean): Refusal | null {
  // Yoga builds an address from it.
  if (!URL.canParse(`http://${headers.host}`))
    return { status: 400, message: 'Send a Host header with a name.' }
  // In development a query may stand in the address bar.
  if (production && method === 'GET' && !headers.authorization && !headers[CSRF_HEADER])
    return { status: 400, message: `Send the operation by POST, or a header ${CSRF_HEADER} with it.` }
  if (method !== 'POST') return null
  // Forms can be sent by a page of another site; JSON cannot, unless we allow it.
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return { status: 415, message: 'Send the operation as application/json.' }
  }
  const length = headers['content-length']
  if (length === undefined) return { status: 411, message: 'Send the length of the body as Content-Length.' }
  if (Number(length) > MAX_BODY_BYTES) {
    return {
      status: 413,
      message: `The body must be at most ${MAX_BODY_BYTES} bytes, not ${length}.`,
      limit: { name: 'bytes', allowed: MAX_BODY_BYTES, actual: Number(length) },
    }
  }
  return null
}

function refuse(response: ServerResponse, { status, message, retryAfter, limit }: Refusal): void {
  // What is left of the body is not wanted, so neither is the connection.
  response.setHeader('connection', 'close')
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter)
  const code = status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR'
  respond(response, status, { errors: [{ message, extensions: { code, ...(limit ? { limit } : {}) } }] })
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
