import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { ask, CREATE_KEY, codesOf, createKey } from '../../test/identity.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'

let api: TestApi
let restaurantId: string
let elsewhere: string
let orderId: string
let menuItemId: string
const keys = new Map<string, string>()

beforeAll(async () => {
  api = await startTestApi()
  restaurantId = await api.restaurantId('demo')
  elsewhere = await api.restaurantId('demo-two')
  const { sessionToken } = await api.sitDown('demo-1')
  orderId = (await api.order(sessionToken)).id
  menuItemId = (await api.menuItem('Butter Croissant')).globalId
  for (const scope of ['ORDERS_READ', 'ORDERS_WRITE', 'MENU_READ', 'MENU_WRITE'])
    keys.set(scope, (await createKey(api, [scope])).secret)
})
afterAll(() => api.stop())

const ORDERS = 'query ($slug: String!) { restaurant(slug: $slug) { orders { edges { node { id } } } } }'
const EVENTS = 'query ($id: ID!) { restaurantEvents(restaurantId: $id) { edges { cursor } } }'
const BOARD = 'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }'
const AVAILABLE = `mutation ($input: SetMenuItemAvailabilityInput!) {
  setMenuItemAvailability(input: $input) { menuItem { isAvailable } }
}`
const PAUSE =
  'mutation ($input: SetOrderingPausedInput!) { setOrderingPaused(input: $input) { restaurant { id } } }'

type Attempt = readonly [what: string, query: string, variables: () => Record<string, unknown>]
const ATTEMPTS: readonly Attempt[] = [
  ['list orders', ORDERS, () => ({ slug: 'demo' })],
  ['pull events', EVENTS, () => ({ id: restaurantId })],
  ['read the board', BOARD, () => ({ id: restaurantId })],
  ['move an order', UPDATE_ORDER_STATUS, () => ({ input: { orderId, status: 'SERVED' } })],
  ['say what is sold out', AVAILABLE, () => ({ input: { menuItemId, isAvailable: true } })],
  ['pause ordering', PAUSE, () => ({ input: { restaurantId, isPaused: false } })],
]
/** What each scope is allowed; to the rest it is answered FORBIDDEN, or NOT_FOUND where the thing cannot be seen. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ORDERS_READ: ['list orders', 'pull events'],
  ORDERS_WRITE: ['move an order'],
  MENU_READ: [],
  MENU_WRITE: ['say what is sold out'],
}

describe.each(TRANSPORTS)('over %s', (name) => {
  describe.each(Object.entries(ALLOWED))('a key with %s', (scope, allowed) => {
    test.each(ATTEMPTS)('may or may not %s', async (what, query, variables) => {
      const codes = await codesOf(transport(api, name, keys.get(scope)), query, variables())
      if (allowed.includes(what)) expect(codes).toBeUndefined()
      else
        expect(codes).toEqual([
          what === 'move an order' && scope !== 'ORDERS_READ' ? 'NOT_FOUND' : 'FORBIDDEN',
        ])
    })

    test('sees nothing of another restaurant', async () => {
      const partner = transport(api, name, keys.get(scope))
      expect(await codesOf(partner, ORDERS, { slug: 'demo-two' })).toEqual(['NOT_FOUND'])
      expect(await codesOf(partner, EVENTS, { id: elsewhere })).toEqual(['NOT_FOUND'])
    })
  })

  test('an order is found by its id with orders:read, and is not there with other scopes', async () => {
    const NODE = 'query ($id: ID!) { node(id: $id) { id } }'
    for (const scope of Object.keys(ALLOWED)) {
      const found = await ask(transport(api, name, keys.get(scope)), NODE, { id: orderId })
      expect(found).toEqual(scope === 'ORDERS_READ' ? { id: orderId } : null)
    }
  })

  test('a partner is told who it is, and where', async () => {
    const query = '{ viewer { kind name memberships { role } access { restaurant { slug } permissions } } }'
    expect(await ask(transport(api, name, keys.get('ORDERS_READ')), query)).toEqual({
      kind: 'PARTNER',
      name: 'Till',
      memberships: [],
      access: [{ restaurant: { slug: 'demo' }, permissions: ['orders:read'] }],
    })
  })
})

test('histories name the key that moved an order', async () => {
  const { secret } = await createKey(api, ['ORDERS_READ', 'ORDERS_WRITE'])
  const { sessionToken } = await api.sitDown('demo-2')
  const { id } = await api.order(sessionToken)
  const { data } = await api
    .http(secret)
    .request(UPDATE_ORDER_STATUS, { input: { orderId: id, status: 'COOKING' } })
  expect(data.updateOrderStatus.order.statusHistory.at(-1)).toMatchObject({ by: 'Till' })
})

const REVOKE =
  'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { revokedAt } } }'
const KEYS = '{ restaurant(slug: "demo") { apiKeys { id prefix lastUsedAt revokedAt } } }'

test('a key is replaced without a gap: both are good until the first is revoked', async () => {
  const owner = api.http(await api.signIn('owner@demo.test'))
  const [first, second] = [await createKey(api, ['ORDERS_READ']), await createKey(api, ['ORDERS_READ'])]
  for (const { secret } of [first, second])
    expect(await codesOf(api.http(secret), EVENTS, { id: restaurantId })).toBeUndefined()
  await ask(owner, REVOKE, { input: { apiKeyId: first.id } })
  expect(await codesOf(api.http(first.secret), EVENTS, { id: restaurantId })).toEqual(['UNAUTHENTICATED'])
  expect(await codesOf(api.http(second.secret), EVENTS, { id: restaurantId })).toBeUndefined()
  const { apiKeys } = (await ask(owner, KEYS)) as {
    apiKeys: { id: string; prefix: string; lastUsedAt: string; revokedAt: string | null }[]
  }
  const known = (id: string) => apiKeys.find((key) => key.id === id)
  expect(known(first.id)).toMatchObject({ lastUsedAt: expect.any(String), revokedAt: expect.any(String) })
  expect(known(second.id)).toMatchObject({ lastUsedAt: expect.any(String), revokedAt: null })
  expect(second.secret.startsWith(`${known(second.id)?.prefix}_`)).toBe(true)
  expect(JSON.stringify(apiKeys)).not.toContain(second.secret)
})

test('keys are the owner’s alone', async () => {
  const { id } = await createKey(api, ['MENU_READ'])
  const input = { restaurantId, name: 'Till', scopes: ['MENU_READ'] }
  for (const [who, code] of [
    ['manager@demo.test', 'FORBIDDEN'],
    ['kitchen@demo.test', 'FORBIDDEN'],
    ['kitchen@demo-two.test', 'NOT_FOUND'],
  ] as const) {
    const asker = api.http(await api.signIn(who))
    expect(await codesOf(asker, CREATE_KEY, { input })).toEqual([code])
    expect(await codesOf(asker, REVOKE, { input: { apiKeyId: id } })).toEqual([code])
    expect(await codesOf(asker, KEYS)).toEqual([code])
  }
  expect(await codesOf(api.http(keys.get('MENU_WRITE')), CREATE_KEY, { input })).toEqual(['FORBIDDEN'])
  expect(await codesOf(api.http(), CREATE_KEY, { input })).toEqual(['UNAUTHENTICATED'])
})

test.each([
  ['no name', { name: ' ' }, { path: ['name'] }],
  ['a long name', { name: 'x'.repeat(81) }, { path: ['name'] }],
  ['no scope', { scopes: [] }, { path: ['scopes'] }],
])('a key with %s is refused', async (_what, wrong, answer) => {
  const owner = api.http(await api.signIn('owner@demo.test'))
  const input = { restaurantId, name: 'Till', scopes: ['MENU_READ'], ...wrong }
  expect(await ask(owner, CREATE_KEY, { input })).toMatchObject(answer)
})

test('a restaurant has at most ten live keys, however many are made at once', async () => {
  const owner = api.http(await api.signIn('owner@demo.test'))
  const input = { restaurantId, name: 'Till', scopes: ['MENU_READ'] }
  const answers = (await Promise.all(
    Array.from({ length: 11 }, () => ask(owner, CREATE_KEY, { input })),
  )) as { code?: string }[]
  expect(answers.filter(({ code }) => code === 'TOO_MANY_API_KEYS').length).toBeGreaterThan(0)
  expect(await api.db.apiKey.count({ where: { revokedAt: null, restaurant: { slug: 'demo' } } })).toBe(10)
})
