import { afterAll, beforeAll, expect, test } from 'vitest'
import { can, type Permission } from '../src/auth/permissions.ts'
import { encodeGlobalId } from '../src/graphql/global-id.ts'
import { narrowedFields } from './idor/nodes.ts'
import { createPrincipals, PRINCIPALS, type Principal } from './idor/principals.ts'
import { createWorld, type World } from './idor/world.ts'
import { startTestApi, type TestApi } from './test-api.ts'

// Fields that are null to those who may have the rest. Each is asked for by every way that leads to it, by everybody.

let api: TestApi
let world: World
let principals: Principal[]
let present: NonNullable<Principal['seat']>

beforeAll(async () => {
  api = await startTestApi()
  world = await createWorld(api)
  principals = await createPrincipals(world)
  const seat = principals.find(({ name }) => name === 'a guest of this session')?.seat
  if (!seat) throw new Error('Nobody sits here')
  present = seat
  await api.services.restaurants.setJoinPolicy(world.here.owner, {
    restaurantId: world.here.id,
    joinPolicy: 'PIN',
  })
})
afterAll(() => api.stop())

const SESSION = '{ pin orders { escalatedAt statusHistory { by } } }'
const EVENTS = `{
  ... on TableSessionChangedEvent { reason tableSession ${SESSION} }
  ... on GuestRemovedEvent { removedBy: by tableSession ${SESSION} }
  ... on OrderStatusChangedEvent { order { escalatedAt statusHistory { by } } }
}`

/** What it takes to read each of them, by what the documents call it; for the party's PIN a guest's token will do. */
const FIELDS: Readonly<Record<string, { readonly is: string; readonly takes: Permission }>> = {
  escalatedAt: { is: 'Order.escalatedAt', takes: 'orders:read' },
  by: { is: 'OrderStatusChange.by', takes: 'orders:read' },
  reason: { is: 'TableSessionChangedEvent.reason', takes: 'orders:read' },
  removedBy: { is: 'GuestRemovedEvent.by', takes: 'guests:manage' },
  pin: { is: 'TableSession.pin', takes: 'guests:manage' },
}

/**
 * What it takes to read the others. What the schema declares of a field, the schema holds to: that it is declared at
 * all can be said only beside it.
 */
const REFUSED: Readonly<Record<string, Permission>> = {
  'Restaurant.acknowledgeWithinSeconds': 'board:read',
  'Restaurant.apiKeys': 'keys:manage',
  'Restaurant.auditTrail': 'audit:read',
  'Restaurant.devices': 'devices:manage',
  'Restaurant.invitations': 'staff:manage',
  'Restaurant.orders': 'orders:read',
  'Restaurant.staff': 'staff:manage',
  'Restaurant.tables': 'orders:read',
  'Table.code': 'tables:read',
  'TableSession.guests': 'guests:manage',
}

/** The names of the fields that anything stands in, anywhere in an answer. */
function filledIn(answer: unknown, found = new Set<string>()): Set<string> {
  if (typeof answer !== 'object' || answer === null) return found
  for (const [name, value] of Object.entries(answer)) {
    if (name in FIELDS && value !== null) found.add(name)
    else filledIn(value, found)
  }
  return found
}

test('these are all that there are', () => {
  const nullable = narrowedFields().filter(({ isNullable }) => isNullable)
  const names = nullable.map(({ typename, field }) => `${typename}.${field}`)
  expect(names.sort()).toEqual(
    Object.values(FIELDS)
      .map(({ is }) => is)
      .sort(),
  )
  // The others are refused: the matrix asks for them by the ids of what they are fields of.
  const refused = narrowedFields().filter(({ isNullable }) => !isNullable)
  expect(
    Object.fromEntries(refused.map(({ typename, field, access }) => [`${typename}.${field}`, access])),
  ).toEqual(REFUSED)
})

test.each(PRINCIPALS)('%s', async (name) => {
  const principal = principals.find((candidate) => candidate.name === name)
  if (!principal) throw new Error(`There is no ${name}`)
  const { bearer, viewer, token, tokenIs, seat } = principal
  const session = encodeGlobalId('TableSession', present.tableSessionId)
  const order = encodeGlobalId('Order', present.orderId)
  const restaurantId = encodeGlobalId('Restaurant', world.here.id)
  const ask = async (query: string, variables: Record<string, unknown>) =>
    (await api.http(bearer).request(query, variables)).data

  const asStaff = [
    await ask(`query ($session: ID!) { node(id: $session) { ... on TableSession ${SESSION} } }`, { session }),
    await ask(
      `query ($restaurantId: ID!) { restaurantEvents(restaurantId: $restaurantId, first: 100) { edges { node ${EVENTS} } } }`,
      { restaurantId },
    ),
    await ask(
      `query ($restaurantId: ID!) { kitchenBoard(restaurantId: $restaurantId) { openSessions ${SESSION} } }`,
      {
        restaurantId,
      },
    ),
    await ask(
      `mutation ($order: ID!) {
        updateOrderStatus(input: { orderId: $order, status: READY, expectedVersion: 0 }) {
          ... on OrderVersionConflictError { currentOrder { escalatedAt statusHistory { by } } }
        }
      }`,
      { order },
    ),
  ]
  const expected = Object.entries(FIELDS).filter(([, { takes }]) => can(viewer, world.here.id, takes))
  expect(filledIn(asStaff)).toEqual(new Set(expected.map(([field]) => field)))

  // As a guest: what the party shows each other, and never what is among the staff.
  const asGuest = await ask(`query ($token: String!) { tableSession(sessionToken: $token) ${SESSION} }`, {
    token,
  })
  const isHere = tokenIs === 'live' && seat?.restaurantId === world.here.id
  expect(filledIn(asGuest)).toEqual(new Set(isHere ? ['pin'] : []))
  if (!seat || !['live', 'closed'].includes(tokenIs)) return
  const events = api.sse(
    bearer,
    `subscription ($token: String!, $after: String) { tableSessionEvents(sessionToken: $token, after: $after) ${EVENTS} }`,
    { token, after: seat.after },
  )
  const { position } = await api.db.tableSession.findUniqueOrThrow({ where: { id: seat.tableSessionId } })
  expect(Number(position)).toBeGreaterThan(2)
  expect(filledIn(await events.count(Number(position)))).toEqual(new Set(isHere ? ['pin'] : []))
  events.unsubscribe()
})

/** How a guest's token leads to each type whose fields can be refused. */
const WAY: Readonly<Record<string, (field: string) => string>> = {
  TableSession: (field) => field,
  Table: (field) => `table { ${field} }`,
  Restaurant: (field) => `restaurant { ${field} }`,
}

test.each([
  ['a guest of this session', 'UNAUTHENTICATED'],
  ['OWNER elsewhere', 'NOT_FOUND'],
  ['a key elsewhere with all scopes', 'NOT_FOUND'],
  ['a key here with MENU_READ', 'FORBIDDEN'],
])('%s gets no further by a token of a guest here: %s', async (name, code) => {
  const bearer = principals.find((candidate) => candidate.name === name)?.bearer
  const refused = narrowedFields().filter(({ isNullable }) => !isNullable)
  expect(refused.length).toBeGreaterThan(8)
  for (const { typename, field, selection } of refused) {
    const selected = WAY[typename]?.(`${field} ${selection}`)
    const query = `query ($token: String!) { tableSession(sessionToken: $token) { ${selected} } }`
    const { errors } = await api.http(bearer).request(query, { token: present.sessionToken })
    expect([typename, field, errors?.[0]?.extensions.code]).toEqual([typename, field, code])
  }
})
