import { randomUUID } from 'node:crypto'
import { type Client, createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { demo, seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import type { Clock } from '../src/clock.ts'
import type { Db } from '../src/db/database.ts'
import { openDoorbell } from '../src/events/doorbell.ts'
import type { Services } from '../src/graphql/context.ts'
import { encodeGlobalId } from '../src/graphql/global-id.ts'
import { createLogger } from '../src/logger.ts'
import { createServer } from '../src/server.ts'
import { createServices } from '../src/services.ts'
import { openTestDatabase } from './database.ts'
import { testDoorbell } from './doorbell.ts'
import { type Received, receive } from './received.ts'

export interface GraphQLError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string }
}

// A test knows what it asked for.
// biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
export type Answer = { readonly data?: any; readonly errors?: readonly GraphQLError[] }

/** One way to the API; a rule that holds must hold on each of them. */
export interface Transport {
  readonly name: 'HTTP' | 'WebSocket'
  request(query: string, variables?: Record<string, unknown>): Promise<Answer>
}

/** A whole API in this process, listening on a port of its own, with the demo restaurants in a database of its own. */
export interface TestApi {
  readonly url: string
  readonly db: Db
  readonly services: Services
  /** Anonymous, or with a bearer token. */
  http(token?: string): Transport
  /** A socket of its own; closed with the API. */
  socket(
    token?: string,
  ): Transport & { subscribe(query: string, variables?: Record<string, unknown>): Received; client: Client }
  /** A member of staff's bearer token. */
  signIn(email: string): Promise<string>
  /** Seats a guest. */
  sitDown(
    tableCode: string,
    guestName?: string,
  ): Promise<{ sessionToken: string; tableSession: { id: string; cursor: string } }>
  /** Database id and global id of a menu item, by its name. */
  menuItem(name: string): Promise<{ id: string; globalId: string }>
  /** An order of one item without options, placed by the guest's token. */
  order(
    sessionToken: string,
    input?: object,
  ): Promise<{ id: string; number: number; status: string; version: number }>
  stop(): Promise<void>
}

export const ORDER_FIELDS = /* GraphQL */ `fragment OrderFields on Order {
  id number status version tableLabel customerName note allowedTransitions placedAt updatedAt externalReference
  items { id name quantity note unitPrice { amountMinor currency } total { amountMinor currency } options { name priceDelta { amountMinor } } }
  subtotal { amountMinor } tax { amountMinor } total { amountMinor currency }
  statusHistory { status at by reason }
}`

export const CREATE_ORDER = /* GraphQL */ `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) {
    __typename
    ... on CreateOrderPayload { order { ...OrderFields } }
    ... on InvalidInputError { path }
    ... on MenuItemUnavailableError { menuItemIds }
    ... on InvalidOptionSelectionError { optionGroupId }
    ... on Error { code message }
  }
} ${ORDER_FIELDS}`

export const UPDATE_ORDER_STATUS = /* GraphQL */ `mutation ($input: UpdateOrderStatusInput!) {
  updateOrderStatus(input: $input) {
    __typename
    ... on UpdateOrderStatusPayload { order { ...OrderFields } }
    ... on OrderVersionConflictError { currentOrder { id status version } }
    ... on IllegalTransitionError { from to allowedTransitions }
    ... on InvalidInputError { path }
    ... on Error { code message }
  }
} ${ORDER_FIELDS}`

/** An item of the demo menu without required options. */
export const PLAIN_ITEM = 'Butter Croissant'

/** @param options.clock the services' time */
export async function startTestApi(options: { clock?: Clock } = {}): Promise<TestApi> {
  const { db, close: closeDatabase } = await openTestDatabase()
  await seedDemo(db, { hashPassword })
  const logger = createLogger('fatal')
  const doorbell = await openDoorbell(testDoorbell(), logger)
  const config = {
    production: false,
    demo: true,
    authSecret: 'a secret for tests, long enough to be one',
    publicUrl: undefined,
    host: '127.0.0.1',
    port: 0,
  }
  const services = createServices({ config, db, doorbell, logger, ...options })
  const server = createServer({ config, services, ping: () => db.$queryRaw`SELECT 1`, logger })
  const url = `http://127.0.0.1:${await server.listen()}/graphql`
  const sockets = new Set<Client>()

  const http = (token?: string): Transport => ({
    name: 'HTTP',
    async request(query, variables) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ query, variables }),
      })
      return (await response.json()) as Answer
    },
  })

  const must = async (transport: Transport, query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await transport.request(query, variables)
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

  async function menuItem(name: string): Promise<{ id: string; globalId: string }> {
    const { id } = await db.menuItem.findFirstOrThrow({ where: { name } })
    return { id, globalId: encodeGlobalId('MenuItem', id) }
  }

  return {
    url,
    db,
    services,
    http,

    socket(token) {
      const client = createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
      })
      sockets.add(client)
      return {
        name: 'WebSocket',
        client,
        request: (query, variables) =>
          new Promise((resolve, reject) => {
            let answer: Answer = {}
            client.subscribe<unknown>(
              { query, ...(variables ? { variables } : {}) },
              {
                next: (result) => {
                  answer = result as Answer
                },
                error: (error) => (Array.isArray(error) ? resolve({ errors: error }) : reject(error)),
                complete: () => resolve(answer),
              },
            )
          }),
        subscribe: (query, variables) =>
          receive((sink) =>
            client.subscribe<unknown>(
              { query, ...(variables ? { variables } : {}) },
              {
                next: ({ data, errors }) => (errors ? sink.end(errors) : sink.next(data)),
                error: sink.end,
                complete: () => sink.end(null),
              },
            ),
          ),
      }
    },

    async signIn(email) {
      const { signIn } = await must(
        http(),
        `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { token } } }`,
        { input: { email, password: demo.password } },
      )
      return signIn.token
    },

    async sitDown(tableCode, guestName) {
      const { startTableSession } = await must(
        http(),
        `mutation ($input: StartTableSessionInput!) {
          startTableSession(input: $input) {
            ... on StartTableSessionPayload { sessionToken tableSession { id cursor } }
          }
        }`,
        { input: { tableCode, guestName } },
      )
      return startTableSession
    },

    menuItem,

    async order(sessionToken, input = {}) {
      const { globalId } = await menuItem(PLAIN_ITEM)
      const { createOrder } = await must(http(), CREATE_ORDER, {
        input: {
          sessionToken,
          idempotencyKey: randomUUID(),
          items: [{ menuItemId: globalId, quantity: 1 }],
          ...input,
        },
      })
      return createOrder.order
    },

    async stop() {
      await Promise.all([...sockets].map((client) => client.dispose()))
      await server.stop()
      await doorbell.close()
      await closeDatabase()
    },
  }
}
