import type { Server } from 'node:http'
import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, getOperationAST } from 'graphql'
import { CloseCode, type Context as ConnectionContext, type SubscribePayload } from 'graphql-ws'
import { type Extra as SocketExtra, useServer } from 'graphql-ws/use/ws'
import type { Auth, Credential } from '../auth/auth.ts'
import { credentialInPayload, credentialOf } from '../auth/credential.ts'
import { refKey, refOf } from '../auth/current-viewers.ts'
import type { LiveViewers } from '../auth/live-viewers.ts'
import type { ClientAddress } from '../limits/client-address.ts'
import { RateLimitedError, TooManyConnectionsError } from '../limits/limits.errors.ts'
import type { Logger } from '../logger.ts'
import { repeat } from '../repeat.ts'
import { acceptSockets } from './accept-sockets.ts'
import type { Admission } from './limits/admission.ts'
import { toPublicError } from './public-errors.ts'
import type { ServedSocket } from './served-socket.ts'
import { type Connections, TRY_AGAIN_LATER } from './socket-limits.ts'
import { wholeEvents } from './whole-events.ts'
import type { Yoga } from './yoga.ts'

const CONNECTION_INIT_MS = 3_000
/** A client that answers no ping within as long again is gone: a phone out of reach closes nothing. */
const PING_MS = 12_000
/** More than any screen has; each costs memory here. */
const MAX_OPERATIONS = 30
/** How often the sign-in of an open socket counts as used, so that a tablet on the wall stays signed in. */
const RENEW_MS = 3_600_000

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
  const sockets = acceptSockets({ server, path, clientAddress, connections })
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
      guestBegins: () =>
        viewer !== null || sockets.placeOf(connection.extra.socket)?.guestBegins(id) !== false,
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
    if (!sockets.placeOf(extra.socket)?.takeFor(refKey(refOf(viewer)))) {
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
        sockets.placeOf(socket)?.used()
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
        sockets.placeOf(socket)?.ended(id)
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
    sockets.server,
    PING_MS,
  )

  let isStopping = false
  // One after the other: a wall of tablets would otherwise ask the database all at once.
  const notRenewed = (error: unknown) => logger.error({ err: error }, 'a sign-in could not be renewed')
  const renewals = repeat(
    RENEW_MS,
    async () => {
      for (const credential of recognised) {
        if (isStopping) return
        await auth.resolve(credential).catch(notRenewed)
      }
    },
    notRenewed,
  )

  return {
    async close() {
      isStopping = true
      void renewals.stop()
      await sockets.sendAway()
      await disposable.dispose()
    },
    terminate: sockets.terminate,
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
