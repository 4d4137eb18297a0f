import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { CREATE_ORDER } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import type { TestNode } from '../../test/test-node.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let now = new Date('2026-11-23T11:00:00Z')
let api: TestApi
let other: TestNode
let staff: string
let restaurantId: string
let tables = 0

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  other = await api.startAnother()
  staff = await api.signIn('server@demo.test')
  restaurantId = await api.restaurantId('demo')
})
afterAll(() => api.stop())

const later = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
}

/** A table where nobody has sat yet. */
async function newTable(): Promise<string> {
  const { id } = await api.db.restaurant.findUniqueOrThrow({ where: { slug: 'demo' } })
  const label = `Garden ${++tables}`
  const { code } = await api.db.table.create({ data: { restaurantId: id, label, code: randomUUID() } })
  return code
}

const GUESTS = /* GraphQL */ `query ($id: ID!) {
  node(id: $id) {
    ... on TableSession { status pin guests { id name joinedAt lastSeenAt orderCount } }
  }
}`
const REMOVE = /* GraphQL */ `mutation ($input: RemoveGuestInput!) {
  removeGuest(input: $input) { tableSession { id status guests { name } } }
}`
const LEAVE = /* GraphQL */ `mutation ($input: LeaveTableSessionInput!) { leaveTableSession(input: $input) { hasLeft } }`
const READ = /* GraphQL */ `query ($token: String!) { tableSession(sessionToken: $token) { id status orders { id } } }`
const REQUEST_BILL = /* GraphQL */ `mutation ($input: RequestBillInput!) {
  requestBill(input: $input) { ... on Error { code } }
}`
const TABLE_EVENTS = /* GraphQL */ `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { __typename ... on GuestRemovedEvent { guestId by tableSession { pin } } }
}`
const ORDER_EVENTS = /* GraphQL */ `subscription ($token: String!, $after: String) {
  orderStatusChanged(sessionToken: $token, after: $after) { id }
}`
const KITCHEN_EVENTS = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) {
    __typename
    ... on GuestJoinedEvent { guestId tableSession { id guests { name } } }
    ... on GuestRemovedEvent { guestId by tableSession { id guests { name } } }
  }
}`
const refusal = (code: string) => [{ extensions: { code } }]

type Guest = { id: string; name: string | null; joinedAt: string; lastSeenAt: string; orderCount: number }
async function guestsOf(tableSessionId: string): Promise<Guest[]> {
  return (await api.http(staff).request(GUESTS, { id: tableSessionId })).data.node.guests
}
/** A party of two. */
async function party() {
  const code = await newTable()
  const ada = await api.sitDown(code, 'Ada')
  later(1)
  const bob = await api.sitDown(code, 'Bob')
  const [first, second] = await guestsOf(ada.tableSession.id)
  return { code, ada, bob, sessionId: ada.tableSession.id, adaId: first?.id ?? '', bobId: second?.id ?? '' }
}
const remove = (guestId: string, token: string | undefined = staff) =>
  api.http(token).request(REMOVE, { input: { guestId } })
/** From the moment at which the device sat down. */
const watchedBy = (guest: { sessionToken: string; tableSession: { cursor: string } }) => ({
  token: guest.sessionToken,
  after: guest.tableSession.cursor,
})
const leave = (sessionToken: string) => api.http().request(LEAVE, { input: { sessionToken } })

/** What a token that is good for nothing is answered. */
async function expectDead(name: (typeof TRANSPORTS)[number], sessionToken: string) {
  const via = transport(api, name)
  expect((await via.request(READ, { token: sessionToken })).data.tableSession).toBeNull()
  const items = [{ menuItemId: (await api.menuItem('Butter Croissant')).globalId, quantity: 1 }]
  const { data } = await via.request(CREATE_ORDER, {
    input: { sessionToken, idempotencyKey: randomUUID(), items },
  })
  expect(data.createOrder).toMatchObject({ code: 'SESSION_CLOSED' })
  expect((await via.request(REQUEST_BILL, { input: { sessionToken } })).data.requestBill).toEqual({
    code: 'SESSION_CLOSED',
  })
  for (const feed of [TABLE_EVENTS, ORDER_EVENTS]) {
    const watching = api.socket().subscribe(feed, { token: sessionToken })
    expect(await watching.ended).toMatchObject(refusal('NOT_FOUND'))
  }
}

test('staff see who is at a table, since when, and how much they ordered', async () => {
  const { ada, sessionId } = await party()
  await api.order(ada.sessionToken)
  await api.order(ada.sessionToken)
  expect(await guestsOf(sessionId)).toMatchObject([
    { name: 'Ada', joinedAt: new Date(now.getTime() - 1).toISOString(), orderCount: 2 },
    { name: 'Bob', orderCount: 0 },
  ])
})

test('a guest sees neither the others nor the PIN of a table without one', async () => {
  const { ada } = await party()
  const { errors } = await api
    .http()
    .request('query ($token: String!) { tableSession(sessionToken: $token) { guests { id } } }', {
      token: ada.sessionToken,
    })
  expect(errors).toMatchObject(refusal('UNAUTHENTICATED'))
  const { data } = await api
    .http()
    .request('query ($token: String!) { tableSession(sessionToken: $token) { pin } }', {
      token: ada.sessionToken,
    })
  expect(data.tableSession.pin).toBeNull()
})

test('a guest whose page is open is seen', async () => {
  const { ada, sessionId } = await party()
  const watching = api.socket().subscribe(TABLE_EVENTS, watchedBy(ada))
  later(5 * 60_000)
  await expect
    .poll(async () => (await guestsOf(sessionId)).map(({ lastSeenAt }) => lastSeenAt === now.toISOString()), {
      timeout: 10_000,
    })
    .toEqual([true, false])
  watching.unsubscribe()
})

describe.each(TRANSPORTS)('over %s', (name) => {
  test('a removed device can do nothing, and what it ordered stays', async () => {
    const { ada, bob, sessionId, bobId } = await party()
    const { id } = await api.order(bob.sessionToken)
    const { data } = await transport(api, name, staff).request(REMOVE, { input: { guestId: bobId } })
    expect(data.removeGuest.tableSession).toEqual({
      id: sessionId,
      status: 'OPEN',
      guests: [{ name: 'Ada' }],
    })
    await expectDead(name, bob.sessionToken)
    const seen = await api.http().request(READ, { token: ada.sessionToken })
    expect(seen.data.tableSession).toMatchObject({ status: 'OPEN', orders: [{ id }] })
  })

  test('one who leaves can do nothing, and leaving twice is leaving once', async () => {
    const { bob, sessionId } = await party()
    const before = await api.db.event.count()
    for (let time = 0; time < 2; time++) {
      const { data } = await transport(api, name).request(LEAVE, {
        input: { sessionToken: bob.sessionToken },
      })
      expect(data.leaveTableSession).toEqual({ hasLeft: true })
    }
    expect((await api.db.event.count()) - before).toBe(1)
    await expectDead(name, bob.sessionToken)
    expect(await guestsOf(sessionId)).toMatchObject([{ name: 'Ada' }])
  })

  test('removing takes staff of the restaurant, and an outsider learns nothing', async () => {
    const { bobId } = await party()
    const before = await rowCounts(api.db)
    const send = (token: string | undefined, guestId: string) =>
      transport(api, name, token).request(REMOVE, { input: { guestId } })
    expect((await send(undefined, bobId)).errors).toMatchObject(refusal('UNAUTHENTICATED'))
    const outsider = await api.signIn('owner@demo-two.test')
    const refused = await send(outsider, bobId)
    expect(refused.errors).toMatchObject(refusal('NOT_FOUND'))
    for (const id of [encodeGlobalId('Guest', randomUUID()), encodeGlobalId('Order', randomUUID()), 'x', ''])
      expect(await send(outsider, id)).toEqual(refused)
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test.each(['', 'x'.repeat(43), '\u0000\ud800'])('the token %j leaves nothing', async (sessionToken) => {
    const before = await rowCounts(api.db)
    const { data } = await transport(api, name).request(LEAVE, { input: { sessionToken } })
    expect(data.leaveTableSession).toEqual({ hasLeft: true })
    expect(await rowCounts(api.db)).toEqual(before)
  })
})

test('the subscriptions of a removed device end on every node, within five seconds, and only they', async () => {
  const { ada, bob, bobId } = await party()
  const sockets = [api.socket(), other.socket()]
  const gone = sockets.flatMap((socket) =>
    [TABLE_EVENTS, ORDER_EVENTS].map((feed) => socket.subscribe(feed, watchedBy(bob))),
  )
  const staying = sockets.map((socket) => socket.subscribe(TABLE_EVENTS, watchedBy(ada)))
  const kitchen = api.socket(staff).subscribe(KITCHEN_EVENTS, {
    id: restaurantId,
    after: await api.boardCursor(staff, restaurantId),
  })
  // All of them have begun once an event has come through.
  await api.order(ada.sessionToken)
  for (const watching of [...staying, gone[0], gone[2]]) await watching?.count(1)
  const removedAt = Date.now()
  await remove(bobId)
  for (const watching of gone) {
    expect(await watching.ended).toMatchObject(refusal('NOT_FOUND'))
    // The event of its own removal leads to the new PIN.
    expect(JSON.stringify(watching.events)).not.toContain('GuestRemovedEvent')
  }
  expect(Date.now() - removedAt).toBeLessThan(5_000)
  await api.order(ada.sessionToken)
  for (const watching of staying) {
    expect(await watching.count(3)).toMatchObject([
      {},
      { tableSessionEvents: { __typename: 'GuestRemovedEvent', guestId: bobId, by: null } },
      { tableSessionEvents: { __typename: 'OrderCreatedEvent' } },
    ])
  }
  expect((await kitchen.count(2)).slice(0, 2)).toMatchObject([
    {},
    {
      restaurantEvents: {
        __typename: 'GuestRemovedEvent',
        by: 'Nadia Haddad',
        tableSession: { guests: [{ name: 'Ada' }] },
      },
    },
  ])
})

test('subscriptions are complete with their session', async () => {
  const { ada, sessionId } = await party()
  const watching = api.socket().subscribe(TABLE_EVENTS, watchedBy(ada))
  await api.order(ada.sessionToken)
  await watching.count(1)
  await api
    .http(staff)
    .request(
      'mutation ($input: CloseTableSessionInput!) { closeTableSession(input: $input) { __typename } }',
      { input: { tableSessionId: sessionId } },
    )
  await watching.count(2)
  expect(await watching.ended).toBeNull()
})

test('staff are told of another device that joins', async () => {
  const code = await newTable()
  const { tableSession } = await api.sitDown(code, 'Ada')
  const kitchen = api.socket(staff).subscribe(KITCHEN_EVENTS, {
    id: restaurantId,
    after: await api.boardCursor(staff, restaurantId),
  })
  later(1)
  await api.sitDown(code, 'Bob')
  expect(await kitchen.count(1)).toMatchObject([
    {
      restaurantEvents: {
        __typename: 'GuestJoinedEvent',
        tableSession: { id: tableSession.id, guests: [{ name: 'Ada' }, { name: 'Bob' }] },
      },
    },
  ])
})

test('what an event leads to is read once on a node, however many listen, and once for a page of the log', async () => {
  const { ada, bobId } = await party()
  const variables = { id: restaurantId, after: await api.boardCursor(staff, restaurantId) }
  const reads = [
    vi.spyOn(other.services.sessions, 'existing'),
    vi.spyOn(other.services.tableGuests, 'of'),
  ] as const
  const kitchens = Array.from({ length: 20 }, () => other.socket(staff).subscribe(KITCHEN_EVENTS, variables))
  // All of them listen by the time they are told of it.
  await api.order(ada.sessionToken)
  await Promise.all(kitchens.map((kitchen) => kitchen.count(1)))
  await remove(bobId)
  const told = await Promise.all(kitchens.map((kitchen) => kitchen.count(2)))
  for (const events of told) expect(events).toEqual(told[0])
  expect(told[0]?.[1]).toMatchObject({ restaurantEvents: { tableSession: { guests: [{ name: 'Ada' }] } } })
  expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1])

  await leave(ada.sessionToken)
  // What they read for it is not the page's.
  await Promise.all(kitchens.map((kitchen) => kitchen.count(3)))
  for (const read of reads) read.mockClear()
  const page = `query ($id: ID!, $after: String) {
    restaurantEvents(restaurantId: $id, after: $after) {
      edges { node { ... on GuestRemovedEvent { tableSession { id guests { name } } } } }
    }
  }`
  const { data } = await other.http(staff).request(page, variables)
  const sessions = data.restaurantEvents.edges.flatMap(({ node }: { node: { tableSession?: object } }) =>
    node.tableSession ? [node.tableSession] : [],
  )
  expect(sessions).toHaveLength(2)
  expect(reads.map((read) => read.mock.calls.length)).toEqual([1, 1])
  for (const read of reads) read.mockRestore()
})

test('whoever was removed does not come back by the PIN that they knew', async () => {
  const owner = await api.signIn('owner@demo.test')
  const setPolicy = (joinPolicy: string) =>
    api
      .http(owner)
      .request(
        'mutation ($input: SetJoinPolicyInput!) { setJoinPolicy(input: $input) { restaurant { id } } }',
        {
          input: { restaurantId, joinPolicy },
        },
      )
  const { sessionId, bobId, ada } = await party()
  await setPolicy('PIN')
  const pinNow = async () => (await api.http(staff).request(GUESTS, { id: sessionId })).data.node.pin
  const before = await pinNow()
  const watching = api.socket().subscribe(TABLE_EVENTS, watchedBy(ada))
  await api.order(ada.sessionToken)
  await watching.count(1)
  await remove(bobId)
  const [, removed] = await watching.count(2)
  // One in ten thousand is the same again.
  expect(removed).toMatchObject({ tableSessionEvents: { tableSession: { pin: await pinNow() } } })
  expect([before, await pinNow()]).toEqual([
    expect.stringMatching(/^\d{4}$/),
    expect.stringMatching(/^\d{4}$/),
  ])
  await setPolicy('OPEN')
})

test('the last to leave frees a table that has ordered nothing, and no other', async () => {
  const { code, ada, bob, sessionId } = await party()
  await leave(ada.sessionToken)
  expect((await api.http().request(READ, { token: bob.sessionToken })).data.tableSession.status).toBe('OPEN')
  await leave(bob.sessionToken)
  expect((await api.sitDown(code)).tableSession.id).not.toBe(sessionId)

  const hungry = await party()
  await api.order(hungry.ada.sessionToken)
  for (const { sessionToken } of [hungry.ada, hungry.bob]) await leave(sessionToken)
  expect((await api.sitDown(hungry.code)).tableSession.id).toBe(hungry.sessionId)
})

test('an order and a removal that meet leave no order after the removal', async () => {
  const items = [{ menuItemId: (await api.menuItem('Butter Croissant')).globalId, quantity: 1 }]
  for (let round = 0; round < 30; round++) {
    const { bob, bobId } = await party()
    const [order] = await Promise.all([
      api.http().request(CREATE_ORDER, {
        input: { sessionToken: bob.sessionToken, idempotencyKey: randomUUID(), items },
      }),
      remove(bobId),
    ])
    const events = await api.db.event.findMany({
      where: {
        tableSession: { guests: { some: { id: Buffer.from(bobId, 'base64url').toString().slice(6) } } },
      },
      orderBy: { sessionPosition: 'asc' },
    })
    const types = events.map(({ type }) => type).filter((type) => type !== 'TableSessionChanged')
    expect(types).toEqual(
      order.data.createOrder.code === 'SESSION_CLOSED' ? ['GuestRemoved'] : ['OrderCreated', 'GuestRemoved'],
    )
  }
})

test('staff who move an order of a party that has left do not bring its session back', async () => {
  const { ada, sessionId } = await party()
  const { id } = await api.order(ada.sessionToken)
  later(6 * 3_600_000)
  const move =
    'mutation ($input: UpdateOrderStatusInput!) { updateOrderStatus(input: $input) { __typename } }'
  const { data } = await api.http(staff).request(move, { input: { orderId: id, status: 'COOKING' } })
  expect(data.updateOrderStatus.__typename).toBe('UpdateOrderStatusPayload')
  const items = [{ menuItemId: (await api.menuItem('Butter Croissant')).globalId, quantity: 1 }]
  const answer = await api.http().request(CREATE_ORDER, {
    input: { sessionToken: ada.sessionToken, idempotencyKey: randomUUID(), items },
  })
  expect(answer.data.createOrder).toMatchObject({ code: 'SESSION_CLOSED' })
  // The guest reads at once that it is over, before anybody tidies up.
  expect((await api.http().request(READ, { token: ada.sessionToken })).data.tableSession).toMatchObject({
    id: sessionId,
    status: 'CLOSED',
  })
})
