import type { IncomingMessage, ServerResponse } from 'node:http'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { GraphQLError } from 'graphql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Credential } from '../auth/auth.ts'
import { credentialOf } from '../auth/credential.ts'
import { refKey, refOf } from '../auth/current-viewers.ts'
import type { LiveViewers } from '../auth/live-viewers.ts'
import type { ClientAddress } from '../limits/client-address.ts'
import { TooManyConnectionsError } from '../limits/limits.errors.ts'
import type { Logger } from '../logger.ts'
import type { Context, Services } from './context.ts'
import { DEFAULT_DOCUMENT } from './default-document.ts'
import type { Admission, Admitted } from './limits/admission.ts'
import { MalformedRequestError, malformedIn } from './limits/operation-params.ts'
import { useLimits } from './limits/use-limits.ts'
import { toPublicError } from './public-errors.ts'
import { revocable } from './revocable.ts'
import { schema } from './schema.ts'
import type { Connections } from './socket-limits.ts'
import { wholeEvents } from './whole-events.ts'

/** What a WebSocket operation brings along in place of a request. */
export interface SocketContext {
  readonly credential: Credential | null
  readonly admitted: Admitted
}

type ServerContext = Partial<SocketContext> & { req?: IncomingMessage; res?: ServerResponse }

export type Yoga = YogaServerInstance<ServerContext, Context>

/** Any value will do: what counts is that a page of another site cannot add it. */
export const CSRF_HEADER = 'x-menumate-csrf'

export interface YogaOptions {
  readonly services: Services
  readonly admission: Admission
  readonly clientAddress: ClientAddress
  readonly connections: Connections
  readonly operationTimeoutMs: number
  readonly statementTimeoutMs: number
  readonly logger: Logger
  readonly publicUrl: string | undefined
  /** No GraphiQL then, and cookies over https only. */
  readonly production: boolean
}

/** The GraphQL layer: schema, context and errors, the same for HTTP, SSE and the WebSocket. */
export function createGraphQL(options: YogaOptions): Yoga {
  const {
    services,
    admission,
    clientAddress,
    connections,
    operationTimeoutMs,
    statementTimeoutMs,
    logger,
    publicUrl,
    production,
  } = options
  const cookies = new WeakMap<Request, readonly string[]>()

  return createYoga({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    cors: false,
    logging: false,
    graphiql: !production && {
      title: 'MenuMate',
      defaultQuery: DEFAULT_DOCUMENT,
      subscriptionsProtocol: 'WS',
    },
    renderGraphiQL,
    maskedErrors: { maskError: (error) => toPublicError(error, logger, statementTimeoutMs) },
    parserAndValidationCache: false,
    context({ request, credential: fromSocket, admitted }): Context {
      return {
        ...services,
        credential: fromSocket === undefined ? requestCredential(request, publicUrl) : fromSocket,
        viewer: admitted?.viewer ?? null,
        setCookies(values) {
          if (fromSocket === undefined) cookies.set(request, production ? values.map(overHttpsOnly) : values)
        },
      }
    },
    plugins: [
      useCookies(cookies),
      useHttpAdmission({ admission, clientAddress, publicUrl }),
      useLimits({ operationTimeoutMs }),
      useStreams({ clientAddress, connections, liveViewers: services.liveViewers }),
    ],
  })
}

/**
 * Whom an HTTP request speaks for. Pages of other sites can make a browser send a GET, with its cookies: these count
 * only beside a header that such a page cannot add. A POST is JSON, which it cannot send either.
 */
function requestCredential({ method, headers }: Request, publicUrl: string | undefined): Credential | null {
  const ignored = method === 'GET' && !headers.has(CSRF_HEADER) ? 'cookie' : undefined
  return credentialOf((name) => (name === ignored ? null : headers.get(name)), publicUrl)
}

/** Has every operation over HTTP admitted; those of a socket come admitted. */
function useHttpAdmission(options: {
  admission: Admission
  clientAddress: ClientAddress
  publicUrl: string | undefined
}): Plugin<object, ServerContext> {
  const { admission, clientAddress, publicUrl } = options
  const addressOf = ({ req }: ServerContext) => (req ? clientAddress(req) : 'unknown')
  return {
    // What Yoga cannot read never becomes an operation, and would be counted as nothing.
    onRequestParse({ requestParser, setRequestParser, serverContext }) {
      if (!requestParser) return
      setRequestParser(async (request) => {
        try {
          const parsed = await requestParser(request)
          if (Array.isArray(parsed))
            throw new MalformedRequestError('Send one operation, not a list of them.')
          return parsed
        } catch (error) {
          await admission.countUnreadable(addressOf(serverContext))
          throw (request.method === 'GET' && malformedIn(request.url)) || error
        }
      })
    },
    async onParams({ params, request, context, setParams, setResult }) {
      const answer = await admission.admit(params, {
        address: addressOf(context),
        credential: requestCredential(request, publicUrl),
      })
      if ('errors' in answer) {
        // Yoga, too, has something to say of what is none.
        setParams({ query: '' })
        return setResult(answer)
      }
      setParams({ ...params, query: answer.text })
      Object.assign(context, { admitted: answer })
    },
  }
}

/** Sends the cookies that resolvers have set. */
function useCookies(cookies: WeakMap<Request, readonly string[]>): Plugin {
  return {
    onResponse({ request, response }) {
      for (const cookie of cookies.get(request) ?? []) response.headers.append('set-cookie', cookie)
    },
  }
}

function overHttpsOnly(cookie: string): string {
  return /; *secure/i.test(cookie) ? cookie : `${cookie}; Secure`
}

/**
 * Counts SSE streams as the connections that they are, cuts them off where an event could not be made, and ends them
 * once their viewer is no longer who they were; a socket sees to all that itself.
 */
function useStreams(options: {
  clientAddress: ClientAddress
  connections: Connections
  liveViewers: LiveViewers
}): Plugin<Context & ServerContext> {
  const { clientAddress, connections, liveViewers } = options
  return {
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result, setResult }) {
        const { viewer, req, res } = args.contextValue
        if (!req || !res || !(Symbol.asyncIterator in result)) return
        // Without a viewer it is a guest's: strangers can listen to nothing.
        const [quota, holder] = viewer
          ? [connections.ofViewer, refKey(refOf(viewer))]
          : [connections.ofGuests, clientAddress(req)]
        const release = quota.take(holder)
        const end = () => {
          release?.()
          void result[Symbol.asyncIterator]().return?.()
        }
        // Who has gone while it began is not heard to go again.
        if (res.closed || req.socket.destroyed) return end()
        if (!release) {
          end()
          const error = new TooManyConnectionsError(quota.limit)
          return setResult({ errors: [new GraphQLError(error.message, { originalError: error })] })
        }
        res.once('close', end)
        const whole = wholeEvents(result, () => {
          throw new Error('An event could not be made; the stream ends before it')
        })
        setResult(viewer ? revocable(whole, (onEnd) => liveViewers.watch(viewer, onEnd)) : whole)
      },
    }),
  }
}
