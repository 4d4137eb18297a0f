import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ORDER_FIELDS, UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

const NOON = new Date('2026-11-23T11:00:00Z')
let now = NOON
let api: TestApi
let kitchen: string
let outsider: string
let restaurantId: string
let sessionToken: string

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  kitchen = await api.signIn('kitchen@demo.test')
  outsider = await api.signIn('kitchen@demo-two.test')
  restaurantId = await api.restaurantId('demo')
  sessionToken = (await api.sitDown('demo-1')).sessionToken
})
afterAll(() => api.stop())

const ACKNOWLEDGE = /* GraphQL */ `mutation ($input: AcknowledgeOrdersInput!) {
  acknowledgeOrders(input: $input) { orders { ...OrderFields } }
} ${ORDER_FIELDS}`

const EVENTS = /* GraphQL */ `subscription ($restaurantId: ID!, $after: String) {
  restaurantEvents(restaurantId: $restaurantId, after: $after) {
    __typename occurredAt
    ... on OrderAcknowledgedEvent { order { ...OrderFields } }
    ... on OrderStatusChangedEvent { order { ...OrderFields } }
  }
} ${ORDER_FIELDS}`

const TABLE_EVENTS = /* GraphQL */ `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) {
    __typename
    ... on OrderAcknowledgedEvent { order { id version acknowledgedAt escalatedAt } }
  }
}`

const acknowledge = (orderIds: readonly string[]) =>
  api.http(kitchen).request(ACKNOWLEDGE, { input: { restaurantId, orderIds } })
const move = (orderId: string, status: string, expectedVersion?: number) =>
  api
    .http(kitchen)
    .request(UPDATE_ORDER_STATUS, { input: { orderId, status, reason: 'Sold out', expectedVersion } })
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}

describe.each(TRANSPORTS)('over %s', (name) => {
  const send = (token: string | undefined, input: object) =>
    transport(api, name, token).request(ACKNOWLEDGE, { input: { restaurantId, ...input } })

  test('an order that was shown carries the time, and neither its version nor its history moves', async () => {
    const { id } = await api.order(sessionToken)
    later(1500)
    const { data } = await send(kitchen, { orderIds: [id] })
    expect(data.acknowledgeOrders.orders).toMatchObject([
      {
        id,
        status: 'PENDING',
        version: 1,
        acknowledgedAt: now.toISOString(),
        escalatedAt: null,
        statusHistory: [{ status: 'PENDING' }],
      },
    ])
  })

  test('the first time counts, and again writes nothing', async () => {
    const { id } = await api.order(sessionToken)
    const first = now.toISOString()
    await send(kitchen, { orderIds: [id] })
    later(60_000)
    const before = await rowCounts(api.db)
    const { data } = await send(kitchen, { orderIds: [id, id] })
    expect(data.acknowledgeOrders.orders).toMatchObject([{ id, acknowledgedAt: first }])
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('a stranger and a guest are asked to sign in', async () => {
    const { id } = await api.order(sessionToken)
    const before = await rowCounts(api.db)
    for (const token of [undefined, sessionToken]) {
      const { errors } = await api.http(token).request(ACKNOWLEDGE, {
        input: { restaurantId, orderIds: [id] },
      })
      expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    }
    const { errors } = await send(undefined, { orderIds: [id] })
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test("another restaurant's orders do not exist", async () => {
    const own = await api.order(sessionToken)
    const { sessionToken: elsewhere } = await api.sitDown('demo-two-1')
    const foreign = await api.order(elsewhere, {}, 'Edamame')
    const before = await rowCounts(api.db)
    const answers = [
      await send(outsider, { orderIds: [own.id] }),
      await send(kitchen, { orderIds: [foreign.id] }),
      await send(outsider, { restaurantId: await api.restaurantId('demo-two'), orderIds: [own.id] }),
      await send(kitchen, { orderIds: [encodeGlobalId('Order', randomUUID())] }),
      await send(kitchen, { orderIds: ['order'] }),
      await send(kitchen, { restaurantId: own.id, orderIds: [own.id] }),
    ]
    for (const { data, errors } of answers) {
      expect(data).toBeNull()
      expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    }
    expect(await rowCounts(api.db)).toEqual(before)
    expect(
      await api.db.order.count({ where: { acknowledgedAt: null, tableLabel: 'Table 1' } }),
    ).toBeGreaterThan(0)
  })

  test('what is no order of the restaurant does not keep the others from being acknowledged', async () => {
    const own = await api.order(sessionToken)
    const { sessionToken: elsewhere } = await api.sitDown('demo-two-1')
    const foreign = await api.order(elsewhere, {}, 'Edamame')
    const { data } = await send(kitchen, {
      orderIds: [foreign.id, own.id, encodeGlobalId('Order', randomUUID())],
    })
    expect(data).toMatchObject({
      acknowledgeOrders: { orders: [{ id: own.id, acknowledgedAt: expect.any(String) }] },
    })
    expect(
      await api.db.order.count({ where: { acknowledgedAt: null, restaurant: { slug: 'demo-two' } } }),
    ).toBeGreaterThan(0)
  })

  test.each([
    ['none', 0],
    ['101', 101],
  ])('%s at once is refused', async (_what, count) => {
    const { id } = await api.order(sessionToken)
    const { errors } = await send(kitchen, { orderIds: Array.from({ length: count }, () => id) })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})

test('the kitchen and the guest are told, once, with the order as a query reads it', async () => {
  const staff = api.socket(kitchen)
  const guest = await api.sitDown('demo-2')
  const atTable = api.socket().subscribe(TABLE_EVENTS, {
    token: guest.sessionToken,
    after: guest.tableSession.cursor,
  })
  const first = await api.order(guest.sessionToken)
  const second = await api.order(guest.sessionToken)
  const seen = staff.subscribe(EVENTS, { restaurantId, after: await api.boardCursor(kitchen, restaurantId) })
  await acknowledge([second.id, first.id])
  await acknowledge([first.id])
  await move(first.id, 'COOKING', 1)

  const events = (await seen.count(3)).map(({ restaurantEvents }) => restaurantEvents)
  expect(events.map(({ __typename, order }) => [__typename, order.id])).toEqual([
    ['OrderAcknowledgedEvent', first.id],
    ['OrderAcknowledgedEvent', second.id],
    ['OrderStatusChangedEvent', first.id],
  ])
  const { data } = await staff.request(
    `query ($id: ID!) { node(id: $id) { ... on Order { ...OrderFields } } } ${ORDER_FIELDS}`,
    { id: second.id },
  )
  expect(events[1].order).toEqual(data.node)

  const told = (await atTable.count(5)).map(({ tableSessionEvents }) => tableSessionEvents)
  expect(told.map(({ __typename }) => __typename)).toEqual([
    'OrderCreatedEvent',
    'OrderCreatedEvent',
    'OrderAcknowledgedEvent',
    'OrderAcknowledgedEvent',
    'OrderStatusChangedEvent',
  ])
  expect(told[2].order).toEqual({
    id: first.id,
    version: 1,
    acknowledgedAt: now.toISOString(),
    escalatedAt: null,
  })
})

test('orderStatusChanged tells of changes of the status only', async () => {
  const guest = await api.sitDown('demo-3')
  const watched = api.socket().subscribe(
    `subscription ($token: String!, $after: String) {
      orderStatusChanged(sessionToken: $token, after: $after) { __typename status }
    }`,
    { token: guest.sessionToken, after: guest.tableSession.cursor },
  )
  const { id } = await api.order(guest.sessionToken)
  await acknowledge([id])
  await move(id, 'COOKING')
  expect(await watched.count(1)).toMatchObject([{ orderStatusChanged: { status: 'COOKING' } }])
})

test.each(['COOKING', 'CANCELLED'])(
  'an order that becomes %s counts as acknowledged by that',
  async (status) => {
    const { id } = await api.order(sessionToken)
    later(2000)
    const { data } = await move(id, status)
    const acknowledgedAt = now.toISOString()
    expect(data.updateOrderStatus.order).toMatchObject({ status, version: 2, acknowledgedAt })
    later(2000)
    const before = await rowCounts(api.db)
    expect((await acknowledge([id])).data.acknowledgeOrders.orders).toMatchObject([{ acknowledgedAt }])
    expect(await rowCounts(api.db)).toEqual(before)
  },
)

test('a cook who decided before the acknowledgement came still moves the order', async () => {
  const order = await api.order(sessionToken)
  await acknowledge([order.id])
  const { data } = await move(order.id, 'COOKING', order.version)
  expect(data.updateOrderStatus).toMatchObject({ order: { status: 'COOKING', version: 2 } })
})

test('screens that acknowledge and move the same orders of many tables at once do each thing once', async () => {
  const guests = await Promise.all([4, 5, 6, 7, 8].map((table) => api.sitDown(`demo-${table}`)))
  const orders = await Promise.all(
    guests.flatMap((guest) => Array.from({ length: 4 }, () => api.order(guest.sessionToken))),
  )
  const ids = orders.map(({ id }) => id)
  const before = await api.db.event.count()
  const screens = Array.from({ length: 8 }, (_, screen) =>
    acknowledge(screen % 2 === 0 ? ids : ids.toReversed()),
  )
  const moves = ids.filter((_, index) => index % 4 === 0).map((id) => move(id, 'COOKING', 1))
  const later = guests.map((guest) => api.order(guest.sessionToken))
  for (const { errors } of await Promise.all([...screens, ...moves])) expect(errors).toBeUndefined()
  await Promise.all(later)

  const events = await api.db.event.findMany({ orderBy: { position: 'asc' }, skip: before })
  const told = (type: string) =>
    events
      .filter((event) => event.type === type)
      .map(({ payload }) => (payload as { order: { id: string } }).order.id)
  expect(told('OrderStatusChanged')).toHaveLength(moves.length)
  // A move that was first is an acknowledgement, without a word of it.
  expect(new Set(told('OrderAcknowledged')).size).toBe(told('OrderAcknowledged').length)
  expect(new Set([...told('OrderAcknowledged'), ...told('OrderStatusChanged')]).size).toBe(ids.length)
  const positions = await api.db.event.findMany({
    where: { feed: { restaurant: { slug: 'demo' } } },
    orderBy: { position: 'asc' },
    select: { position: true },
  })
  expect(positions.map(({ position }) => Number(position))).toEqual(positions.map((_, index) => index + 1))
})
