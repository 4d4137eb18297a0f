import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { encodeCursor } from '../events/cursor.ts'
import { databaseId, encodeGlobalId } from './global-id.ts'

let api: TestApi
let kitchen: string
let outsider: string
let restaurantId: string
let tables = 4

beforeAll(async () => {
  api = await startTestApi()
  kitchen = await api.signIn('kitchen@demo.test')
  outsider = await api.signIn('kitchen@demo-two.test')
  restaurantId = await api.restaurantId('demo')
})
afterAll(() => api.stop())

const FOR_STAFF = ['orderCreated', 'restaurantEvents'] as const
const FOR_GUESTS = ['orderStatusChanged', 'tableSessionEvents'] as const
const staffFeed = (field: string) =>
  `subscription ($id: ID!, $after: String) { ${field}(restaurantId: $id, after: $after) { cursor } }`
const guestFeed = (field: string) =>
  `subscription ($token: String!, $after: String) { ${field}(sessionToken: $token, after: $after) { cursor } }`
const refusal = (code: string) => [{ message: expect.any(String), extensions: { code } }]

describe.each(FOR_STAFF)('%s', (field) => {
  const watch = (token: string | undefined, variables: Record<string, unknown>) =>
    api.socket(token).subscribe(staffFeed(field), variables).ended

  test('asks a stranger to sign in', async () => {
    expect(await watch(undefined, { id: restaurantId })).toMatchObject(refusal('UNAUTHENTICATED'))
  })

  test('is not there for staff of another restaurant, in the words for one that is nowhere', async () => {
    const refused = await watch(outsider, { id: restaurantId })
    expect(refused).toMatchObject(refusal('NOT_FOUND'))
    for (const id of [
      encodeGlobalId('Restaurant', randomUUID()),
      encodeGlobalId('Order', randomUUID()),
      'x',
      '',
    ]) {
      expect(await watch(outsider, { id })).toEqual(refused)
    }
  })

  test.each([
    ['garbage', 'garbage', 'INVALID_CURSOR'],
    ['empty', '', 'INVALID_CURSOR'],
    ['strange', '\u0000\ud800', 'INVALID_CURSOR'],
  ])('refuses a cursor that is %s', async (_what, after, code) => {
    expect(await watch(kitchen, { id: restaurantId, after })).toMatchObject(refusal(code))
  })

  test("refuses another restaurant's cursor, and one ahead of the log", async () => {
    const theirs = await api.boardCursor(outsider, await api.restaurantId('demo-two'))
    expect(await watch(kitchen, { id: restaurantId, after: theirs })).toMatchObject(refusal('INVALID_CURSOR'))
    const ahead = encodeCursor(
      { kind: 'restaurant', id: databaseId('Restaurant', restaurantId) },
      { position: 999_999, eventId: crypto.randomUUID() },
    )
    expect(await watch(kitchen, { id: restaurantId, after: ahead })).toMatchObject(refusal('CURSOR_EXPIRED'))
  })
})

describe.each(FOR_GUESTS)('%s', (field) => {
  test.each([
    ['unknown', 'x'.repeat(43)],
    ['empty', ''],
    ['strange', '\u0000\ud800\u202e'],
  ])('is not there for a token that is %s', async (_what, token) => {
    expect(await api.socket().subscribe(guestFeed(field), { token }).ended).toMatchObject(
      refusal('NOT_FOUND'),
    )
  })

  test("refuses another table's cursor, and the restaurant's", async () => {
    const [mine, theirs] = [await api.sitDown('demo-1'), await api.sitDown('demo-2')]
    for (const after of [theirs.tableSession.cursor, await api.boardCursor(kitchen, restaurantId)]) {
      const watched = api.socket().subscribe(guestFeed(field), { token: mine.sessionToken, after })
      expect(await watched.ended).toMatchObject(refusal('INVALID_CURSOR'))
    }
  })
})

test('a refused operation leaves the others of its socket running', async () => {
  const socket = api.socket(kitchen)
  const watching = socket.subscribe(staffFeed('restaurantEvents'), {
    id: restaurantId,
    after: await api.boardCursor(kitchen, restaurantId),
  })
  for (const query of ['{ nothing }', '{', '', 'fragment F on Query { viewer { id } }']) {
    expect((await socket.request(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
  const refused = socket.subscribe(staffFeed('orderCreated'), { id: 'x' })
  expect(await refused.ended).toMatchObject(refusal('NOT_FOUND'))
  await api.sitDown('demo-3')
  expect(await watching.count(1)).toHaveLength(1)
})

describe('nobody is left listening', () => {
  /** A socket that stays open, by a subscription that counts. */
  async function openSocket() {
    const socket = api.socket(kitchen)
    const after = await api.boardCursor(kitchen, restaurantId)
    const open = socket.subscribe(staffFeed('restaurantEvents'), { id: restaurantId, after })
    await api.sitDown(`demo-${++tables}`)
    await open.count(1)
    return socket
  }

  test('by subscriptions that end', async () => {
    const socket = await openSocket()
    const { subscriptions: before } = api.services.log.stats()
    const cursor = await api.boardCursor(kitchen, restaurantId)
    for (let round = 1; round <= 10; round++) {
      const listeners = Array.from({ length: 10 }, () =>
        socket.subscribe(staffFeed('restaurantEvents'), { id: restaurantId, after: cursor }),
      )
      if (round === 1) await api.sitDown(`demo-${++tables}`)
      await Promise.all(listeners.map((listener) => listener.count(1)))
      expect(api.services.log.stats().subscriptions).toBe(before + 10)
      for (const { unsubscribe } of listeners) unsubscribe()
      // A socket's messages are taken in order: once this is answered, all of those have been taken.
      await socket.request('{ viewer { id } }')
      expect(api.services.log.stats().subscriptions).toBe(before)
    }
  })

  test('by subscriptions that are taken back while they open', async () => {
    const { sessionToken } = await api.sitDown('demo-12')
    const socket = await openSocket()
    const { subscriptions: before } = api.services.log.stats()
    const opening = vi.spyOn(api.services.log, 'subscribe')
    for (let round = 0; round < 50; round++) {
      socket.subscribe(guestFeed('tableSessionEvents'), { token: sessionToken }).unsubscribe()
    }
    await socket.request('query ($token: String!) { tableSession(sessionToken: $token) { cursor } }', {
      token: sessionToken,
    })
    await Promise.all(opening.mock.results.map(({ value }) => value))
    await socket.request('{ viewer { id } }')
    expect(api.services.log.stats().subscriptions).toBe(before)
    opening.mockRestore()
  })

  test('by a socket that is gone', async () => {
    const socket = await openSocket()
    const { subscriptions: before } = api.services.log.stats()
    socket.client.terminate()
    await vi.waitUntil(() => api.services.log.stats().subscriptions === before - 1, { timeout: 10_000 })
  })
})
