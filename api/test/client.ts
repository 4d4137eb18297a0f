import { randomUUID } from 'node:crypto'
import { type Client, createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { demo } from '../../prisma/seed.ts'
import { recordSecrets } from './log-record.ts'
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

export interface SocketTransport extends Transport {
  subscribe(query: string, variables?: Record<string, unknown>): Received
  readonly client: Client
}

/** Talks to a server with the demo restaurants, in this process or in another. */
export interface TestClient {
  readonly url: string
  /** Anonymous, or with a bearer token. */
  http(token?: string): Transport
  /** A socket of its own; closed with the client. */
  socket(token?: string): SocketTransport
  /** Subscribes over server-sent events; closed with the client. */
  sse(token: string | undefined, query: string, variables?: Record<string, unknown>): Received
  /** A member of staff's bearer token. */
  signIn(email: string, password?: string): Promise<string>
  /** Seats a guest. */
  sitDown(
    tableCode: string,
    guestName?: string,
  ): Promise<{ sessionToken: string; tableSession: { id: string; cursor: string } }>
  /** The global id of a restaurant. */
  restaurantId(slug: string): Promise<string>
  /** Where the kitchen's feed goes on from now. */
  boardCursor(token: string, restaurantId: string): Promise<string>
  /** An order of one item without options, placed by the guest's token. @param dish of the first demo menu by default */
  order(
    sessionToken: string,
    input?: object,
    dish?: string,
  ): Promise<{ id: string; number: number; status: string; version: number }>
  close(): Promise<void>
}

export const ORDER_FIELDS = /* GraphQL */ `fragment OrderFields on Order {
  id number status version tableLabel customerName note allowedTransitions placedAt updatedAt acknowledgedAt escalatedAt externalReference
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

const PLAIN_ITEM_QUERY = /* GraphQL */ `query ($sessionToken: String!) {
  tableSession(sessionToken: $sessionToken) { restaurant { menu { categories { items { id name } } } } }
}`

/** What stands beside the answer, such as its cost, is seldom what a test is about. */
function withoutExtensions({ extensions: _, ...answer }: Answer & { extensions?: unknown }): Answer {
  return answer
}

/** @param url of /graphql */
export function openClient(url: string): TestClient {
  const clients = new Set<Client>()
  const streams = new Set<AbortController>()

  const http = (token?: string): Transport => ({
    name: 'HTTP',
    async request(query, variables) {
      recordSecrets({ token, variables })
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ query, variables }),
      })
      const answer = (await response.json()) as Answer
      recordSecrets(answer)
      return withoutExtensions(answer)
    },
  })

  const must = async (transport: Transport, query: string, variables?: Record<string, unknown>) => {
    const { data, errors } = await transport.request(query, variables)
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

  return {
    url,
    http,

    socket(token) {
      recordSecrets({ token })
      const client = createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
      })
      clients.add(client)
      return {
        name: 'WebSocket',
        client,
        request: (query, variables) =>
          new Promise((resolve, reject) => {
            recordSecrets(variables)
            let answer: Answer = {}
            client.subscribe<unknown>(
              { query, ...(variables ? { variables } : {}) },
              {
                next: (result) => {
                  answer = result as Answer
                  recordSecrets(answer)
                },
                error: (error) => (Array.isArray(error) ? resolve({ errors: error }) : reject(error)),
                complete: () => resolve(withoutExtensions(answer)),
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

    sse: (token, query, variables) =>
      receive((sink) => {
        recordSecrets({ token, variables })
        const abort = new AbortController()
        streams.add(abort)
        readEvents(url, token, { query, variables }, abort.signal, ({ data, errors }) =>
          errors ? sink.end(errors) : sink.next(data),
        ).then(() => sink.end(null), sink.end)
        return () => abort.abort()
      }),

    async signIn(email, password = demo.password) {
      const { signIn } = await must(
        http(),
        `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { token } } }`,
        { input: { email, password } },
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

    async restaurantId(slug) {
      const { restaurant } = await must(http(), 'query ($slug: String!) { restaurant(slug: $slug) { id } }', {
        slug,
      })
      return restaurant.id
    },

    async boardCursor(token, restaurantId) {
      const query = 'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }'
      const { kitchenBoard } = await must(http(token), query, { id: restaurantId })
      return kitchenBoard.cursor
    },

    async order(sessionToken, input = {}, dish = PLAIN_ITEM) {
      const { tableSession } = await must(http(), PLAIN_ITEM_QUERY, { sessionToken })
      const items = tableSession.restaurant.menu.categories.flatMap(
        (category: { items: object[] }) => category.items,
      )
      const { id } = items.find((item: { name: string }) => item.name === dish)
      const { createOrder } = await must(http(), CREATE_ORDER, {
        input: {
          sessionToken,
          idempotencyKey: randomUUID(),
          items: [{ menuItemId: id, quantity: 1 }],
          ...input,
        },
      })
      return createOrder.order
    },

    async close() {
      for (const stream of streams) stream.abort()
      await Promise.all([...clients].map((client) => client.dispose()))
    },
  }
}

/** Reads a stream of server-sent events to its end. */
async function readEvents(
  url: string,
  token: string | undefined,
  body: object,
  signal: AbortSignal,
  next: (answer: Answer) => void,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
    signal,
  })
  let text = ''
  for await (const chunk of response.body ?? []) {
    const messages = (text + Buffer.from(chunk).toString()).split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) {
      const [, data] = /^event: next\ndata: (.*)$/m.exec(message) ?? []
      if (data) next(JSON.parse(data))
    }
  }
}
