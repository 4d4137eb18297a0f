import type { IncomingMessage } from 'node:http'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga'
import type { Credential } from '../auth/auth.ts'
import { credentialOf } from '../auth/credential.ts'
import type { LiveViewers } from '../auth/live-viewers.ts'
import type { Logger } from '../logger.ts'
import type { Context, Services } from './context.ts'
import { DEFAULT_DOCUMENT } from './default-document.ts'
import { toPublicError } from './public-errors.ts'
import { revocable } from './revocable.ts'
import { schema } from './schema.ts'
import { wholeEvents } from './whole-events.ts'

/** What a WebSocket operation brings along in place of a request. */
export interface SocketContext {
  readonly credential: Credential | null
}

export type Yoga = YogaServerInstance<Partial<SocketContext> & { req?: IncomingMessage }, Context>

export interface YogaOptions {
  readonly services: Services
  readonly logger: Logger
  readonly publicUrl: string | undefined
  /** No GraphiQL then, and cookies over https only. */
  readonly production: boolean
}

/** The GraphQL layer: schema, context and errors, the same for HTTP, SSE and the WebSocket. */
export function createGraphQL({ services, logger, publicUrl, production }: YogaOptions): Yoga {
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
    maskedErrors: { maskError: (error) => toPublicError(error, logger) },
    async context({ request, credential: fromSocket }): Promise<Context> {
      const credential =
        fromSocket === undefined ? credentialOf((name) => request.headers.get(name), publicUrl) : fromSocket
      return {
        ...services,
        credential,
        viewer: credential && (await services.auth.resolve(credential)),
        setCookies(values) {
          if (fromSocket === undefined) cookies.set(request, production ? values.map(overHttpsOnly) : values)
        },
      }
    },
    plugins: [useCookies(cookies), usePublicValidationErrors(logger), useStreams(services.liveViewers)],
  })
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

/** Validation's errors are answered without passing through maskError. */
function usePublicValidationErrors(logger: Logger): Plugin {
  return {
    onValidate:
      () =>
      ({ result, setResult }) =>
        setResult(result.map((error) => toPublicError(error, logger))),
  }
}

/**
 * Cuts an SSE stream off where an event could not be made, and ends it once its viewer is no longer who they were; a
 * socket sees to both itself.
 */
function useStreams(liveViewers: LiveViewers): Plugin<Context> {
  return {
    onSubscribe: ({ args }) => ({
      onSubscribeResult({ result, setResult }) {
        const { viewer } = args.contextValue
        if (!('request' in args.contextValue) || !(Symbol.asyncIterator in result)) return
        const whole = wholeEvents(result, () => {
          throw new Error('An event could not be made; the stream ends before it')
        })
        setResult(viewer ? revocable(whole, (onEnd) => liveViewers.watch(viewer, onEnd)) : whole)
      },
    }),
  }
}
