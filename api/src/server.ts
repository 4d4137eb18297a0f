import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import sirv from 'sirv'
import type { Config } from './config.ts'
import type { Services } from './graphql/context.ts'
import { serveWebSocket } from './graphql/web-socket.ts'
import { createGraphQL } from './graphql/yoga.ts'
import type { Logger } from './logger.ts'
import { REPOSITORY } from './repository.ts'
import { securityHeaders } from './security-headers.ts'

/** The largest request body; GraphQL documents and orders are far below. */
const MAX_BODY_BYTES = 100 * 1024
/** A database that takes longer to say anything is not there, for whoever asks. */
const READY_PATIENCE_MS = 2_000
/** Work in flight may take so long to finish when the server stops; below Docker's 10 s before it kills. */
const STOP_PATIENCE_MS = 5_000
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
  config: Pick<Config, 'host' | 'port' | 'production' | 'publicUrl'>
  services: Services
  /** Rejects while the database does not answer. */
  ping: () => Promise<unknown>
  logger: Logger
}): Server {
  const { config, services, ping, logger } = deps
  const { publicUrl } = config
  const yoga = createGraphQL({ services, logger, publicUrl, graphiql: !config.production })
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
    https: publicUrl?.startsWith('https:') ?? config.production,
    consolePath: config.production ? undefined : yoga.graphqlEndpoint,
  })
  let stopping = false

  const server = createHttpServer((request, response) => {
    setSecurityHeaders(request, response)
    const path = request.url?.split('?', 1)[0]
    if (path === '/health/live') return respond(response, 200, { status: 'live' })
    if (path === '/health/ready') return void ready(response)
    if (path === yoga.graphqlEndpoint) {
      const refusal = refusalOf(request)
      return refusal ? refuse(response, refusal) : void yoga(request, response)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return respond(response, 405, { status: 'method not allowed' })
    }
    return webApp(request, response, () => respond(response, 404, { status: 'not found' }))
  })

  server.keepAliveTimeout = KEEP_ALIVE_MS

  async function ready(response: ServerResponse): Promise<void> {
    const answers = ping().then(
      () => true,
      () => false,
    )
    const isReady =
      !stopping && (await Promise.race([answers, delay(READY_PATIENCE_MS, false, { ref: false })]))
    respond(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' })
  }

  const sockets = serveWebSocket({
    server,
    path: yoga.graphqlEndpoint,
    yoga,
    auth: services.auth,
    publicUrl,
    logger,
  })

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port))
      }),

    async stop() {
      stopping = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      // A request that is never finished, a socket whose phone is asleep: nobody waits for them for ever.
      const cutOff = setTimeout(() => {
        sockets.terminate()
        server.closeAllConnections()
      }, STOP_PATIENCE_MS)
      await sockets.close()
      await services.log.close()
      server.closeIdleConnections()
      await closed
      clearTimeout(cutOff)
    },
  }
}

interface Refusal {
  readonly status: number
  readonly message: string
}

/** Why a request's body is not even read. */
function refusalOf({ method, headers }: IncomingMessage): Refusal | null {
  // Yoga builds an address from it.
  if (!URL.canParse(`http://${headers.host}`))
    return { status: 400, message: 'Send a Host header with a name.' }
  if (method !== 'POST') return null
  // Forms can be sent by a page of another site; JSON cannot, unless we allow it.
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return { status: 415, message: 'Send the operation as application/json.' }
  }
  const length = headers['content-length']
  if (length === undefined) return { status: 411, message: 'Send the length of the body as Content-Length.' }
  if (Number(length) > MAX_BODY_BYTES) {
    return { status: 413, message: `The body must be at most ${MAX_BODY_BYTES} bytes, not ${length}.` }
  }
  return null
}

function refuse(response: ServerResponse, { status, message }: Refusal): void {
  // What is left of the body is not wanted, so neither is the connection.
  response.setHeader('connection', 'close')
  respond(response, status, { errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }] })
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
