import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let api: TestApi
let kitchen: string
let outsider: string
let restaurantId: string
let guest: { sessionToken: string; tableSession: { id: string } }
/** Seven orders at demo-1 and three at demo-2, oldest first. */
const orders: { id: string; table: string }[] = []

beforeAll(async () => {
  api = await startTestApi()
  kitchen = await api.signIn('kitchen@demo.test')
  outsider = await api.signIn('kitchen@demo-two.test')
  restaurantId = await api.restaurantId('demo')
  guest = await api.sitDown('demo-1')
  const other = await api.sitDown('demo-2')
  for (let number = 0; number < 10; number++) {
    const at = number % 3 === 2 ? other : guest
    const { id } = await api.order(at.sessionToken)
    orders.push({ id, table: at === guest ? 'demo-1' : 'demo-2' })
    if (number < 4) {
      await api.http(kitchen).request(UPDATE_ORDER_STATUS, { input: { orderId: id, status: 'COOKING' } })
    }
  }
})
afterAll(() => api.stop())

const LIST = /* GraphQL */ `query ($first: Int, $after: String, $filter: OrderFilter) {
  restaurant(slug: "demo") {
    orders(first: $first, after: $after, filter: $filter) {
      edges { cursor node { id status } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`
const BOARD =
  'query ($id: ID!) { kitchenBoard(restaurantId: $id) { orders { id } openSessions { id } cursor } }'
const EVENTS = /* GraphQL */ `query ($id: ID!, $first: Int, $after: String) {
  restaurantEvents(restaurantId: $id, first: $first, after: $after) {
    edges { cursor node { __typename cursor } } pageInfo { hasNextPage endCursor }
  }
}`
const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }'
const HISTORY = `query ($token: String!) { tableSession(sessionToken: $token) {
  orders { allowedTransitions statusHistory { status by } }
} }`
const newestFirst = () => orders.map(({ id }) => id).reverse()
const base64url = (text: string) => Buffer.from(text).toString('base64url')

describe.each(TRANSPORTS)('over %s', (name) => {
  const ask = (token: string | undefined, query: string, variables?: Record<string, unknown>) =>
    transport(api, name, token).request(query, variables)

  async function pages(variables: object): Promise<string[]> {
    const found: string[] = []
    let after: string | null = null
    do {
      const { data, errors } = await ask(kitchen, LIST, { ...variables, after })
      expect(errors).toBeUndefined()
      const { edges, pageInfo } = data.restaurant.orders
      found.push(...edges.map(({ node }: { node: { id: string } }) => node.id))
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null)
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after)
    return found
  }

  test.each([1, 3, 5, 10, 100])('pages of %i bring each order once, newest first', async (first) => {
    expect(await pages({ first })).toEqual(newestFirst())
  })

  test('a filter holds on every page', async () => {
    const cooking = orders.slice(0, 4).map(({ id }) => id)
    expect(await pages({ first: 3, filter: { statuses: ['COOKING'] } })).toEqual([...cooking].reverse())
    const table = await api.db.table.findUniqueOrThrow({ where: { code: 'demo-2' } })
    const filter = { tableId: encodeGlobalId('Table', table.id), statuses: ['PENDING', 'COOKING'] }
    const there = orders.filter((order) => order.table === 'demo-2').map(({ id }) => id)
    expect(await pages({ first: 2, filter })).toEqual([...there].reverse())
  })

  test('moments cut the list where they are', async () => {
    const rows = await api.db.order.findMany({ orderBy: { placedAt: 'asc' } })
    const placedSince = rows[6]?.placedAt.toISOString()
    expect(await pages({ filter: { placedSince } })).toEqual(newestFirst().slice(0, 4))
    const changed = rows.filter(({ status }) => status === 'COOKING').map(({ updatedAt }) => updatedAt)
    const updatedSince = new Date(Math.max(...changed.map(Number))).toISOString()
    expect((await pages({ filter: { updatedSince } })).length).toBeGreaterThanOrEqual(6)
  })

  test.each([
    ['no states', { statuses: [] }],
    ['a state without orders', { statuses: ['SERVED'] }],
    ['a table that does not exist', { tableId: encodeGlobalId('Table', randomUUID()) }],
    ['an id of another kind', { tableId: encodeGlobalId('Order', randomUUID()) }],
    ['a malformed table id', { tableId: 'demo-1' }],
    ['an empty table id', { tableId: '' }],
    ['a strange table id', { tableId: '\u0000\ud800' }],
    ['the far future', { placedSince: '9999-12-31T23:59:59Z' }],
  ])('%s finds nothing', async (_what, filter) => {
    const { data } = await ask(kitchen, LIST, { filter })
    expect(data.restaurant.orders).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    })
  })

  test('the far past finds all', async () => {
    expect(await pages({ filter: { placedSince: '0001-01-01T00:00:00Z' } })).toEqual(newestFirst())
  })

  test.each([
    ['0 at a time', { first: 0 }],
    ['-1 at a time', { first: -1 }],
    ['101 at a time', { first: 101 }],
    ['10^12 at a time', { first: 10 ** 12 }],
    ['garbage for a cursor', { after: 'garbage' }],
    ['NUL for a cursor', { after: '\u0000' }],
    ['a lone surrogate for a cursor', { after: '\ud800' }],
    ['a cursor without an id', { after: base64url('2026-11-23T11:00:00.000Z ') }],
    ['a cursor with dashes for an id', { after: base64url(`2026-11-23T11:00:00.000Z ${'-'.repeat(36)}`) }],
    ['a cursor of 30 February', { after: base64url(`2026-02-30T11:00:00.000Z ${randomUUID()}`) }],
    ['a cursor of the year 0', { after: base64url(`0000-01-01T11:00:00.000Z ${randomUUID()}`) }],
    ['a cursor of the month 99', { after: base64url(`2026-99-01T11:00:00.000Z ${randomUUID()}`) }],
    ['a date for a moment', { filter: { placedSince: '2026-11-23' } }],
    ['a word for a moment', { filter: { placedSince: 'yesterday' } }],
    ['30 February', { filter: { placedSince: '2026-02-30T00:00:00Z' } }],
    ['the year 0', { filter: { placedSince: '0000-06-01T00:00:00Z' } }],
    ['a year 10000 in UTC', { filter: { updatedSince: '9999-12-31T23:59:59-01:00' } }],
    ['an unknown state', { filter: { statuses: ['BURNT'] } }],
  ])('%s is the caller’s mistake', async (_what, variables) => {
    const { data, errors } = await ask(kitchen, LIST, variables)
    expect(data?.restaurant ?? null).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test('the list is for staff of the restaurant', async () => {
    expect((await ask(undefined, LIST)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    expect((await ask(outsider, LIST)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  describe('the board and the log', () => {
    test('show all to staff', async () => {
      const { data } = await ask(kitchen, BOARD, { id: restaurantId })
      expect(data.kitchenBoard.orders.map(({ id }: { id: string }) => id)).toEqual(orders.map(({ id }) => id))
      const events = await ask(kitchen, EVENTS, { id: restaurantId, first: 100 })
      // Two tables, ten orders, four moves.
      expect(events.data.restaurantEvents.edges).toHaveLength(16)
      expect(events.data.restaurantEvents.pageInfo.endCursor).toBe(data.kitchenBoard.cursor)
    })

    test('the log by pages is the log', async () => {
      const cursors: string[] = []
      let after: string | null = null
      do {
        const { data } = await ask(kitchen, EVENTS, { id: restaurantId, first: 5, after })
        const { edges, pageInfo } = data.restaurantEvents
        cursors.push(...edges.map(({ cursor }: { cursor: string }) => cursor))
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null
      } while (after)
      expect(new Set(cursors).size).toBe(16)
    })

    test.each([BOARD, EVENTS])(
      'ask a stranger to sign in, and are not there for an outsider: %s',
      async (query) => {
        const unknown = encodeGlobalId('Restaurant', randomUUID())
        for (const id of [restaurantId, unknown, 'x', '']) {
          expect((await ask(undefined, query, { id })).errors).toMatchObject([
            { extensions: { code: 'UNAUTHENTICATED' } },
          ])
        }
        const refused = await ask(outsider, query, { id: restaurantId })
        expect(refused).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
        for (const id of [unknown, encodeGlobalId('Order', randomUUID()), 'x', '', '\u0000\ud800']) {
          expect(await ask(outsider, query, { id })).toEqual(refused)
        }
      },
    )

    test.each([
      ['0 at a time', { first: 0 }, 'BAD_USER_INPUT'],
      ['101 at a time', { first: 101 }, 'BAD_USER_INPUT'],
      ['garbage for a cursor', { after: 'garbage' }, 'INVALID_CURSOR'],
      ['an empty cursor', { after: '' }, 'INVALID_CURSOR'],
      ['NUL for a cursor', { after: '\u0000\ud800' }, 'INVALID_CURSOR'],
    ])('%s is refused', async (_what, variables, code) => {
      const { errors } = await ask(kitchen, EVENTS, { id: restaurantId, ...variables })
      expect(errors).toMatchObject([{ extensions: { code } }])
    })
  })

  describe('node', () => {
    test('finds orders, lines and sessions for staff, and for nobody else', async () => {
      const line = await api.db.orderItem.findFirstOrThrow()
      const ids = [
        ['Order', orders[0]?.id],
        ['TableSession', guest.tableSession.id],
        ['OrderItem', encodeGlobalId('OrderItem', line.id)],
      ]
      for (const [__typename, id] of ids) {
        expect(await ask(kitchen, NODE, { id })).toEqual({ data: { node: { __typename, id } } })
        for (const token of [outsider, undefined]) {
          expect(await ask(token, NODE, { id })).toEqual({ data: { node: null } })
        }
      }
    })

    test.each(['Order', 'OrderItem', 'TableSession', 'Restaurant', 'Table', 'MenuItem', 'MenuCategory'])(
      'is null for a %s that does not exist',
      async (typename) => {
        const id = encodeGlobalId(typename, randomUUID())
        expect(await ask(kitchen, NODE, { id })).toEqual({ data: { node: null } })
      },
    )

    test.each([
      ['empty', ''],
      ['garbage', 'garbage'],
      ['strange', '\u0000\ud800'],
      ['of no type', encodeGlobalId('Nothing', randomUUID())],
      ['of a type without nodes', encodeGlobalId('Viewer', randomUUID())],
      ['of an event', encodeGlobalId('Event', randomUUID())],
      ['of a property of all objects', encodeGlobalId('__proto__', randomUUID())],
      ['of a method of all objects', encodeGlobalId('constructor', randomUUID())],
    ])('refuses an id that is %s, or finds nothing', async (_what, id) => {
      const { data, errors } = await ask(kitchen, NODE, { id })
      expect(data?.node ?? null).toBeNull()
      for (const error of errors ?? []) expect(error.extensions.code).toBe('BAD_USER_INPUT')
    })
  })

  test('who moved an order is for staff to know, and moves are for staff to make', async () => {
    const { data } = await ask(undefined, HISTORY, { token: guest.sessionToken })
    const [order] = data.tableSession.orders
    expect(order).toEqual({
      allowedTransitions: [],
      statusHistory: [
        { status: 'PENDING', by: null },
        { status: 'COOKING', by: null },
      ],
    })
    const seen = await ask(
      kitchen,
      'query ($id: ID!) { node(id: $id) { ... on Order { allowedTransitions statusHistory { by } } } }',
      { id: orders[0]?.id },
    )
    expect(seen.data.node).toEqual({
      allowedTransitions: ['READY', 'PENDING', 'CANCELLED'],
      statusHistory: [{ by: null }, { by: expect.any(String) }],
    })
  })
})
