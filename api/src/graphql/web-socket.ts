import type { Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, getOperationAST } from 'graphql'
import { CloseCode, type Context as ConnectionContext, type SubscribePayload } from 'graphql-ws'
import { type Extra as SocketExtra, useServer } from 'graphql-ws/use/ws'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Auth, Credential } from '../auth/auth.ts'
import { credentialInPayload, credentialOf } from '../auth/credential.ts'
import { refKey, refOf } from '../auth/current-viewers.ts'
import type { LiveViewers } from '../auth/live-viewers.ts'
import type { ClientAddress } from '../limits/client-address.ts'
import { RateLimitedError, TooManyConnectionsError } from '../limits/limits.errors.ts'
import type { Logger } from '../logger.ts'
import type { Admission } from './limits/admission.ts'
import { toPublicError } from './public-errors.ts'
import { ServedSocket } from './served-socket.ts'
import { type Connections, capMessages, TRY_AGAIN_LATER } from './socket-limits.ts'
import { SocketPlace } from './socket-place.ts'
import { wholeEvents } from './whole-events.ts'
import type { Yoga } from './yoga.ts'

/** The largest message a client may send; ws closes the connection with 1009 above it. */
const MAX_PAYLOAD_BYTES = 64 * 1024
const CONNECTION_INIT_MS = 3_000
/** A client that answers no ping within as long again is gone: a phone out of reach closes nothing. */
const PING_MS = 12_000
/** More than any screen has; each costs memory here. */
const MAX_OPERATIONS = 30
/** How often the sign-in of an open socket counts as used, so that a tablet on the wall stays signed in. */
const RENEW_MS = 3_600_000
/** "Service restart": clients come back at once, to another node or to this one when it is up again. */
const SERVICE_RESTART = 1012
/** A stop sends clients away over this time at most, so that they do not all knock at the next node at once. */
const LEAVE_WITHIN_MS = 2_000
/** A few need not wait for each other. */
const LEAVE_EACH_MS = 10
/** They are sent away in waves as far apart as this. */
const WAVE_MS = 20
const GOING =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

interface Extra {
  credential: Credential | null
  address: string
  /** Ends the watching. */
  release: () => void
}

type Connection = ConnectionContext<Record<string, unknown> | undefined, SocketExtra & Partial<Extra>>

/** What onSubscribe hands on to execute and subscribe: the functions belong to one operation. */
type EnvelopedArgs = ExecutionArgs &
  Pick<ReturnType<Yoga['getEnveloped']>, 'execute' | 'subscribe'> & {
    breakOff: () => void
    /** Counts the socket as a guest's, for without a viewer nobody else listens. @returns false where it may not be */
    guestBegins: () => boolean
  }

/** All sockets of a server. */
export interface Sockets {
  /**
   * Takes no more, sends clients away in waves, each once what it asked is answered, and resolves when the last has
   * gone.
   */
  close(): Promise<void>
  /** Cuts off those that have not gone. */
  terminate(): void
}

/**
 * Serves the graphql-transport-ws protocol on an HTTP server, through the same Yoga as HTTP.
 */
export function serveWebSocket(options: {
  server: Server
  path: string
  yoga: Yoga
  admission: Admission
  clientAddress: ClientAddress
  auth: Auth
  liveViewers: LiveViewers
  publicUrl: string | undefined
  connections: Connections
  logger: Logger
}): Sockets {
  const { server, path, yoga, admission, clientAddress, auth, liveViewers, publicUrl, connections, logger } =
    options
  let closing = false
  const sockets = new WebSocketServer({
    WebSocket: ServedSocket,
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request, socket, head) => {
    // Node listens no more: a reset that nobody hears would end the process.
    socket.on('error', () => socket.destroy())
    if (closing) {
      socket.end(GOING)
      return
    }
    if (request.url?.split('?', 1)[0] !== path) {
      socket.destroy()
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      capMessages(opened)
      places.set(opened, new SocketPlace(opened, clientAddress(request), connections))
      sockets.emit('connection', opened, request)
      // What is wrong with a client's frames closes its socket, and is no entry in our log.
      opened.removeAllListeners('error').on('error', () => {})
    })
  })
  const places = new WeakMap<WebSocket, SocketPlace>()
  const recognised = new Set<Credential>()

  async function prepare(
    connection: Connection,
    id: string,
    params: SubscribePayload,
  ): Promise<EnvelopedArgs | readonly GraphQLError[]> {
    if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS) return [tooManyOperations()]
    const credential = connection.extra.credential ?? null
    const { address = 'unknown' } = connection.extra
    const admitted = await admission.admit(params, { address, credential })
    if ('errors' in admitted) return admitted.errors
    const { schema, parse, contextFactory, execute, subscribe } = yoga.getEnveloped({
      credential,
      admitted,
      params,
    })
    const document = parse(admitted.text)
    const { viewer } = admitted
    const args: EnvelopedArgs = {
      schema,
      document,
      operationName: params.operationName,
      variableValues: params.variables,
      contextValue: await contextFactory(),
      execute,
      subscribe,
      breakOff: () => connection.extra.socket.close(TRY_AGAIN_LATER, 'Try again later'),
      guestBegins: () => viewer !== null || places.get(connection.extra.socket)?.guestBegins(id) !== false,
    }
    return args
  }

  /** @returns what the acknowledgement carries: the time, for clients whose clock is wrong; or false */
  async function admit(connection: Connection): Promise<{ serverTime: string } | false> {
    const { request } = connection.extra
    const credential =
      credentialInPayload(connection.connectionParams) ??
      credentialOf((name) => request.headers[name], publicUrl)
    const address = clientAddress(request)
    const viewer = await admission.recognise({ address, credential })
    // A bearer token that is not good is refused here; a cookie that is not good is a guest's stale one.
    if (credential?.kind === 'authorization' && !viewer) return false
    const { extra } = connection
    const greeting = { serverTime: new Date().toISOString() }
    Object.assign(extra, { credential, address })
    if (!credential || !viewer) return greeting
    if (!places.get(extra.socket)?.takeFor(refKey(refOf(viewer)))) {
      extra.socket.close(TRY_AGAIN_LATER, 'Too many sockets')
      return greeting
    }
    const stopWatching = liveViewers.watch(viewer, () => extra.socket.close(CloseCode.Forbidden, 'Forbidden'))
    recognised.add(credential)
    extra.release = () => {
      stopWatching()
      recognised.delete(credential)
    }
    // It may have closed while its viewer was looked up.
    if (extra.socket.readyState !== extra.socket.OPEN) extra.release()
    return greeting
  }

  const disposable = useServer<Record<string, unknown> | undefined, Partial<Extra>>(
    {
      connectionInitWaitTimeout: CONNECTION_INIT_MS,
      // What goes wrong inside is nobody's business, not even in the reason of a close.
      isProd: true,
      onConnect: (connection) =>
        admit(connection).catch((error: unknown) => {
          if (!(error instanceof RateLimitedError))
            logger.error({ err: error }, 'a socket could not be admitted')
          connection.extra.socket.close(TRY_AGAIN_LATER, 'Try again later')
          return false as const
        }),
      onDisconnect(connection) {
        connection.extra.release?.()
      },
      async onSubscribe(connection, id, params) {
        const socket = connection.extra.socket as ServedSocket
        if (!socket.takesWork) {
          // Begun, it might not be answered; unanswered by a closed socket, it is asked again elsewhere.
          await socket.gone
          return [new GraphQLError('The socket is closed')]
        }
        socket.asked(id)
        places.get(socket)?.used()
        // A throw would close the socket with 4500, and with it every subscription of the screen.
        const prepared = await prepare(connection, id, params).catch((error: unknown) => [
          toPublicError(error, logger),
        ])
        if (!isToBeAnswered(prepared)) socket.answered(id)
        return prepared
      },
      onComplete(connection, id) {
        const socket = connection.extra.socket as ServedSocket
        socket.answered(id)
        places.get(socket)?.ended(id)
      },
      execute: (args) => (args as EnvelopedArgs).execute(args),
      async subscribe(args) {
        const { subscribe, breakOff, guestBegins } = args as EnvelopedArgs
        const result = await subscribe(args)
        if (!(Symbol.asyncIterator in result)) return result
        if (guestBegins()) return wholeEvents(result, breakOff)
        void result[Symbol.asyncIterator]().return?.()
        return { errors: [toPublicError(new TooManyConnectionsError(connections.ofGuests.limit), logger)] }
      },
      onError: (_connection, _id, _payload, errors) => errors.map(overSocket),
      onNext: (_connection, _id, _payload, _args, { data, errors }) =>
        errors && { ...(data === undefined ? {} : { data }), errors: errors.map(overSocket) },
    },
    sockets,
    PING_MS,
  )

  const renewals = setInterval(() => {
    for (const credential of recognised) {
      auth
        .resolve(credential)
        .catch((error: unknown) => logger.error({ err: error }, 'a sign-in could not be renewed'))
    }
  }, RENEW_MS).unref()

  return {
    async close() {
      closing = true
      clearInterval(renewals)
      const open = [...sockets.clients]
      const gone = Promise.all(open.map((socket) => socket.gone))
      const each = Math.min(LEAVE_EACH_MS, LEAVE_WITHIN_MS / open.length)
      const start = performance.now()
      for (const [index, socket] of open.entries()) {
        const early = start + index * each - performance.now()
        if (early > WAVE_MS) await delay(early)
        socket.closeWhenAnswered(SERVICE_RESTART, 'Service restart')
      }
      await gone
      await disposable.dispose()
    },
    terminate() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}

/** Whether an operation has an end for a client to hear of; what cannot be run, and a subscription, has none. */
function isToBeAnswered(prepared: EnvelopedArgs | readonly GraphQLError[]): boolean {
  if (!('document' in prepared)) return false
  const operation = getOperationAST(prepared.document, prepared.operationName)?.operation
  return operation === 'query' || operation === 'mutation'
}

/** An answer to the one operation: closing would end the others too. */
function tooManyOperations(): GraphQLError {
  return new GraphQLError(`A socket runs at most ${MAX_OPERATIONS} operations at a time.`, {
    extensions: { code: 'RATE_LIMITED', limit: { name: 'operations', allowed: MAX_OPERATIONS } },
  })
}

/** An error as it goes out: with a code, which graphql-ws' own lack, and without Yoga's word on the HTTP status. */
function overSocket(error: GraphQLError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions
  return { ...error.toJSON(), extensions: { code: 'BAD_USER_INPUT', ...extensions } }
}
