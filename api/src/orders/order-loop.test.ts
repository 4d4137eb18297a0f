import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREATE_ORDER, ORDER_FIELDS, UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let api: TestApi
let kitchen: string
let restaurantId: string

beforeAll(async () => {
  api = await startTestApi()
  kitchen = await api.signIn('kitchen@demo.test')
  const { data } = await api.http().request('{ restaurant(slug: "demo") { id } }')
  restaurantId = data.restaurant.id
})
afterAll(() => api.stop())

const EVENTS = /* GraphQL */ `subscription ($restaurantId: ID!, $after: String) {
  restaurantEvents(restaurantId: $restaurantId, after: $after) {
    __typename id cursor
    ... on OrderCreatedEvent { order { ...OrderFields } }
    ... on OrderStatusChangedEvent { previousStatus status order { ...OrderFields } }
  }
} ${ORDER_FIELDS}`

async function boardCursor(): Promise<string> {
  const { data } = await api
    .http(kitchen)
    .request('query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }', { id: restaurantId })
  return data.kitchenBoard.cursor
}

test('an order goes from the guest to the kitchen and back', async () => {
  const staff = api.socket(kitchen)
  const seen = staff.subscribe(EVENTS, { restaurantId, after: await boardCursor() })
  const guest = await api.sitDown('demo-1', 'Ada')
  const watched = api.socket().subscribe(
    `subscription ($token: String!, $after: String) {
      orderStatusChanged(sessionToken: $token, after: $after) { cursor previousStatus status order { ...OrderFields } }
    } ${ORDER_FIELDS}`,
    { token: guest.sessionToken, after: guest.tableSession.cursor },
  )
  const order = await api.order(guest.sessionToken, { note: 'No hurry' })
  expect(order).toMatchObject({
    number: 1,
    status: 'PENDING',
    version: 1,
    customerName: 'Ada',
    note: 'No hurry',
  })

  const [, created] = await seen.count(2)
  expect(created.restaurantEvents).toMatchObject({
    __typename: 'OrderCreatedEvent',
    order: { id: order.id, number: 1 },
  })

  for (const [index, status] of ['COOKING', 'READY', 'SERVED'].entries()) {
    const { data } = await staff.request(UPDATE_ORDER_STATUS, {
      input: { orderId: order.id, status, expectedVersion: index + 1 },
    })
    expect(data.updateOrderStatus).toMatchObject({ order: { status, version: index + 2 } })
  }
  const changes = await watched.count(3)
  expect(changes.map(({ orderStatusChanged: event }) => [event.previousStatus, event.status])).toEqual([
    ['PENDING', 'COOKING'],
    ['COOKING', 'READY'],
    ['READY', 'SERVED'],
  ])
  expect(
    changes[2].orderStatusChanged.order.statusHistory.map((change: { status: string }) => change.status),
  ).toEqual(['PENDING', 'COOKING', 'READY', 'SERVED'])
})

test('an event carries the order exactly as a query reads it', async () => {
  const staff = api.socket(kitchen)
  const seen = staff.subscribe(EVENTS, { restaurantId, after: await boardCursor() })
  const guest = await api.sitDown('demo-2')
  const { globalId } = await api.menuItem('Fernweh Burger')
  const options = await api.db.menuOption.findMany({
    where: { optionGroup: { menuItem: { name: 'Fernweh Burger' } }, isAvailable: true },
    include: { optionGroup: true },
    distinct: ['optionGroupId'],
  })
  const required = options.filter((option) => option.optionGroup.minSelections > 0)
  const order = await api.order(guest.sessionToken, {
    items: [
      {
        menuItemId: globalId,
        quantity: 2,
        note: 'Well done\nplease',
        optionIds: required.map((option) => encodeGlobalId('MenuOption', option.id)),
      },
    ],
  })
  const read = () =>
    staff.request(`query ($id: ID!) { node(id: $id) { ... on Order { ...OrderFields } } } ${ORDER_FIELDS}`, {
      id: order.id,
    })
  const [, created] = await seen.count(2)
  expect(created.restaurantEvents.order).toEqual((await read()).data.node)

  await staff.request(UPDATE_ORDER_STATUS, {
    input: { orderId: order.id, status: 'CANCELLED', reason: 'Out of beef' },
  })
  const events = await seen.count(3)
  expect(events[2].restaurantEvents.order).toEqual((await read()).data.node)
})

describe('idempotency', () => {
  test('the same key and input answer the same order again, and another input is refused', async () => {
    const { sessionToken } = await api.sitDown('demo-3')
    const { globalId } = await api.menuItem('Butter Croissant')
    const input = {
      sessionToken,
      idempotencyKey: randomUUID(),
      items: [{ menuItemId: globalId, quantity: 1 }],
    }
    for (const transport of [api.http(), api.socket()]) {
      const first = await transport.request(CREATE_ORDER, { input })
      const again = await transport.request(CREATE_ORDER, { input })
      expect(again.data.createOrder.order).toEqual(first.data.createOrder.order)
      const other = await transport.request(CREATE_ORDER, { input: { ...input, note: 'Another' } })
      expect(other.data.createOrder).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    }
    expect(await api.db.order.count({ where: { idempotencyKey: input.idempotencyKey } })).toBe(1)
  })

  test('fifty sends of one key at the same moment make one order and leave no hole in the numbers', async () => {
    const { sessionToken } = await api.sitDown('demo-4')
    const before = await api.order(sessionToken)
    const { globalId } = await api.menuItem('Butter Croissant')
    const input = {
      sessionToken,
      idempotencyKey: randomUUID(),
      items: [{ menuItemId: globalId, quantity: 1 }],
    }
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => api.http().request(CREATE_ORDER, { input })),
    )
    const ids = new Set(answers.map(({ data }) => data.createOrder.order.id))
    expect(ids.size).toBe(1)
    expect(answers[0]?.data.createOrder.order.number).toBe(before.number + 1)
    expect((await api.order(sessionToken)).number).toBe(before.number + 2)
  })
})

test('of twenty staff who move one order at once, one does and nineteen are told so', async () => {
  const { sessionToken } = await api.sitDown('demo-5')
  const order = await api.order(sessionToken)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      api.http(kitchen).request(UPDATE_ORDER_STATUS, {
        input: { orderId: order.id, status: 'COOKING', expectedVersion: 1 },
      }),
    ),
  )
  const names = answers.map(({ data }) => data.updateOrderStatus.__typename)
  expect(names.filter((name) => name === 'UpdateOrderStatusPayload')).toHaveLength(1)
  expect(names.filter((name) => name === 'OrderVersionConflictError')).toHaveLength(19)
})

test('moves that wait for each other each tell the whole history', async () => {
  const { sessionToken } = await api.sitDown('demo-5')
  const order = await api.order(sessionToken)
  const staff = api.http(kitchen)
  const there = ['COOKING', 'READY', 'SERVED', 'READY', 'COOKING', 'PENDING'] as const
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      staff.request(UPDATE_ORDER_STATUS, {
        input: { orderId: order.id, status: there[index % there.length] },
      }),
    ),
  )
  const moved = answers.flatMap(({ data }) => data.updateOrderStatus.order ?? [])
  expect(moved.length).toBeGreaterThan(0)
  for (const { version, statusHistory } of moved) expect(statusHistory).toHaveLength(version)
})

test('a bill beyond all sense can still be read, and the board with it', async () => {
  const { sessionToken } = await api.sitDown('demo-12')
  const { id, globalId } = await api.menuItem('Oysters Fine de Claire')
  await api.db.menuItem.update({ where: { id }, data: { priceMinor: 20_000_000 } })
  const options = await api.db.menuOption.findMany({ where: { optionGroup: { menuItemId: id } } })
  const [option] = options.filter((candidate) => candidate.isAvailable)
  const items = [
    {
      menuItemId: globalId,
      quantity: 99,
      optionIds: option ? [encodeGlobalId('MenuOption', option.id)] : [],
    },
  ]
  await api.order(sessionToken, { items })
  await api.order(sessionToken, { items })
  const { data } = await api
    .http(kitchen)
    .request(
      'query ($id: ID!) { kitchenBoard(restaurantId: $id) { openSessions { bill { total { amountMinor } } } } }',
      { id: restaurantId },
    )
  const totals = data.kitchenBoard.openSessions.map(
    (session: { bill: { total: { amountMinor: number } } }) => session.bill.total.amountMinor,
  )
  expect(Math.max(...totals)).toBe(2 ** 31 - 1)
})

test('orders that many tables place at once get every number and every position once', async () => {
  const guests = await Promise.all([6, 7, 8, 9, 10, 11].map((table) => api.sitDown(`demo-${table}`)))
  const orders = await Promise.all(
    guests.flatMap(({ sessionToken }) => Array.from({ length: 10 }, () => api.order(sessionToken))),
  )
  const numbers = orders.map((order) => order.number).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => (numbers[0] ?? 0) + index))
  const events = await api.db.event.findMany({ orderBy: { position: 'asc' } })
  expect(events.map((event) => Number(event.position))).toEqual(events.map((_, index) => index + 1))
})
