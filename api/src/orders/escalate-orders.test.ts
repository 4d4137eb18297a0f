import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { createKitchen } from './kitchen.service.ts'

const NOON = new Date('2026-11-23T11:00:00Z')
let now = NOON
const clock = { now: () => now }
let api: TestApi
let kitchen: string
let restaurantId: string

beforeAll(async () => {
  api = await startTestApi({ clock })
  kitchen = await api.signIn('kitchen@demo.test')
  restaurantId = await api.restaurantId('demo')
})
afterAll(() => api.stop())
beforeEach(async () => {
  later(3600)
  // What an earlier test has left unacknowledged has its alarm, and is out of the way.
  while ((await escalate()) > 0);
})

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000)
}
const escalate = () => api.services.kitchen.escalate()
const acknowledge = (orderId: string) =>
  api
    .http(kitchen)
    .request(
      `mutation ($input: AcknowledgeOrdersInput!) { acknowledgeOrders(input: $input) { orders { acknowledgedAt escalatedAt version } } }`,
      { input: { restaurantId, orderIds: [orderId] } },
    )
const board = async () => {
  const { data } = await api.http(kitchen).request(
    `query ($id: ID!) {
      kitchenBoard(restaurantId: $id) { cursor orders { id status version acknowledgedAt escalatedAt statusHistory { status } } }
    }`,
    { id: restaurantId },
  )
  return data.kitchenBoard
}

const EVENTS = /* GraphQL */ `subscription ($restaurantId: ID!, $after: String) {
  restaurantEvents(restaurantId: $restaurantId, after: $after) {
    __typename occurredAt
    ... on OrderEscalatedEvent { order { id status version acknowledgedAt escalatedAt } }
  }
}`

describe('an order that no screen has shown', () => {
  test('raises the alarm after twenty seconds, and not before', async () => {
    const { sessionToken } = await api.sitDown('demo-1')
    const seen = api.socket(kitchen).subscribe(EVENTS, { restaurantId, after: (await board()).cursor })
    const { id } = await api.order(sessionToken)
    later(19.999)
    expect(await escalate()).toBe(0)
    later(0.001)
    expect(await escalate()).toBe(1)
    const escalatedAt = now.toISOString()
    const [, event] = await seen.count(2)
    expect(event.restaurantEvents).toEqual({
      __typename: 'OrderEscalatedEvent',
      occurredAt: escalatedAt,
      order: { id, status: 'PENDING', version: 1, acknowledgedAt: null, escalatedAt },
    })
    expect((await board()).orders.find((order: { id: string }) => order.id === id)).toEqual({
      id,
      status: 'PENDING',
      version: 1,
      acknowledgedAt: null,
      escalatedAt,
      statusHistory: [{ status: 'PENDING' }],
    })
  })

  test('does so once, on however many nodes', async () => {
    const tables = await Promise.all([2, 3, 4].map((table) => api.sitDown(`demo-${table}`)))
    const orders = await Promise.all(tables.map(({ sessionToken }) => api.order(sessionToken)))
    const neighbour = await api.sitDown('demo-two-1')
    await api.order(neighbour.sessionToken, {}, 'Edamame')
    const before = await api.db.event.count()
    const other = createKitchen({ db: api.db, log: api.services.log, clock })
    later(20)
    const raised = await Promise.all(Array.from({ length: 6 }, () => [escalate(), other.escalate()]).flat())
    expect(raised.reduce((sum, count) => sum + count, 0)).toBe(orders.length + 1)
    expect(await api.db.event.count()).toBe(before + orders.length + 1)
    later(3600)
    expect(await escalate()).toBe(0)
  })

  test('raises it whether the restaurant still takes orders or not', async () => {
    const { sessionToken } = await api.sitDown('demo-5')
    await api.order(sessionToken)
    await api
      .http(kitchen)
      .request(
        `mutation ($input: SetOrderingPausedInput!) { setOrderingPaused(input: $input) { restaurant { id } } }`,
        { input: { restaurantId, isPaused: true } },
      )
    later(20)
    expect(await escalate()).toBe(1)
    await api
      .http(kitchen)
      .request(
        `mutation ($input: SetOrderingPausedInput!) { setOrderingPaused(input: $input) { restaurant { id } } }`,
        { input: { restaurantId, isPaused: false } },
      )
  })

  test('is a matter of the staff: guests are told of nothing but the acknowledgement', async () => {
    const guest = await api.sitDown('demo-6')
    const atTable = api.socket().subscribe(
      `subscription ($token: String!, $after: String) {
        tableSessionEvents(sessionToken: $token, after: $after) {
          __typename ... on OrderAcknowledgedEvent { order { escalatedAt acknowledgedAt } }
        }
      }`,
      { token: guest.sessionToken, after: guest.tableSession.cursor },
    )
    const { id } = await api.order(guest.sessionToken)
    later(20)
    expect(await escalate()).toBe(1)
    later(5)
    const { data } = await acknowledge(id)
    expect(data.acknowledgeOrders.orders).toEqual([
      {
        version: 1,
        escalatedAt: new Date(now.getTime() - 5000).toISOString(),
        acknowledgedAt: now.toISOString(),
      },
    ])
    const told = await atTable.count(2)
    expect(told.map(({ tableSessionEvents }) => tableSessionEvents)).toEqual([
      { __typename: 'OrderCreatedEvent' },
      {
        __typename: 'OrderAcknowledgedEvent',
        order: { escalatedAt: null, acknowledgedAt: now.toISOString() },
      },
    ])
  })
})

describe('no alarm is raised', () => {
  test('for an order that a screen has shown', async () => {
    const { sessionToken } = await api.sitDown('demo-7')
    const { id } = await api.order(sessionToken)
    later(19)
    await acknowledge(id)
    later(600)
    expect(await escalate()).toBe(0)
  })

  test.each([
    ['moved on', ['COOKING']],
    ['moved on and back', ['COOKING', 'PENDING']],
    ['cancelled', ['CANCELLED']],
  ])('for an order that was %s', async (_what, statuses) => {
    const { sessionToken } = await api.sitDown('demo-8')
    const { id } = await api.order(sessionToken)
    for (const status of statuses) {
      await api.http(kitchen).request(UPDATE_ORDER_STATUS, {
        input: { orderId: id, status, reason: 'Sold out' },
      })
    }
    later(600)
    const before = await rowCounts(api.db)
    expect(await escalate()).toBe(0)
    expect(await rowCounts(api.db)).toEqual(before)
  })
})

test('each order waits as long as its restaurant says', async () => {
  const manager = await api.signIn('manager@demo.test')
  const set = (seconds: number) =>
    api.http(manager).request(
      `mutation ($input: SetAcknowledgeWithinInput!) {
        setAcknowledgeWithin(input: $input) { ... on SetAcknowledgeWithinPayload { restaurant { acknowledgeWithinSeconds } } }
      }`,
      { input: { restaurantId, seconds } },
    )
  const { sessionToken } = await api.sitDown('demo-9')
  await api.order(sessionToken)
  expect((await set(60)).data.setAcknowledgeWithin.restaurant).toEqual({ acknowledgeWithinSeconds: 60 })
  later(59)
  expect(await escalate()).toBe(0)
  await set(5)
  expect(await escalate()).toBe(1)
  await set(20)
})
