import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

// A Monday; in Tokyo it is 20:00.
let now = new Date('2026-11-23T11:00:00Z')
let api: TestApi
let kitchen: string
let outsider: string

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  kitchen = await api.signIn('kitchen@demo.test')
  outsider = await api.signIn('kitchen@demo-two.test')
})
afterAll(() => api.stop())

const RESTAURANT =
  'query ($slug: String!) { restaurant(slug: $slug) { slug currency timeZone isAcceptingOrders } }'
const TABLES = '{ restaurant(slug: "demo") { tables { label code } } }'
const SET_PAUSED = /* GraphQL */ `mutation ($input: SetOrderingPausedInput!) {
  setOrderingPaused(input: $input) { restaurant { slug isPaused isAcceptingOrders } }
}`

const ACKNOWLEDGE_WITHIN = '{ restaurant(slug: "demo") { acknowledgeWithinSeconds } }'
const SET_ACKNOWLEDGE_WITHIN = /* GraphQL */ `mutation ($input: SetAcknowledgeWithinInput!) {
  setAcknowledgeWithin(input: $input) {
    ... on SetAcknowledgeWithinPayload { restaurant { acknowledgeWithinSeconds } }
    ... on InvalidInputError { code path }
  }
}`

describe.each(TRANSPORTS)('over %s', (name) => {
  const ask = (token: string | undefined, query: string, variables?: Record<string, unknown>) =>
    transport(api, name, token).request(query, variables)

  test('anyone sees a restaurant', async () => {
    expect((await ask(undefined, RESTAURANT, { slug: 'demo-two' })).data.restaurant).toEqual({
      slug: 'demo-two',
      currency: 'JPY',
      timeZone: 'Asia/Tokyo',
      isAcceptingOrders: true,
    })
  })

  test.each([
    '',
    'nowhere',
    'DEMO',
    'demo ',
    'demo\u0000',
    'demo\n',
    '\ud800',
    '\u202edemo',
    "demo' OR '1'='1",
    'x'.repeat(50_000),
  ])('there is none by the slug %j', async (slug) => {
    expect(await ask(undefined, RESTAURANT, { slug })).toEqual({ data: { restaurant: null } })
  })

  test('its tables and their codes are for its staff', async () => {
    expect((await ask(kitchen, TABLES)).data.restaurant.tables).toHaveLength(12)
    expect((await ask(undefined, TABLES)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    expect((await ask(outsider, TABLES)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  test('the code of a table is nothing that its guests or other restaurants can read', async () => {
    const { sessionToken } = await api.sitDown('demo-1')
    const query = `query ($sessionToken: String!) {
      tableSession(sessionToken: $sessionToken) { table { id label code } }
    }`
    expect((await ask(undefined, query, { sessionToken })).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' }, path: ['tableSession', 'table', 'code'] },
    ])
    expect((await ask(outsider, query, { sessionToken })).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ])
    expect((await ask(kitchen, query, { sessionToken })).data.tableSession.table.code).toBe('demo-1')
  })

  test('pausing is for staff of the restaurant, and an outsider learns nothing', async () => {
    const before = await rowCounts(api.db)
    const set = (token: string | undefined, restaurantId: string) =>
      ask(token, SET_PAUSED, { input: { restaurantId, isPaused: true } })
    const restaurantId = await api.restaurantId('demo')
    expect((await set(undefined, restaurantId)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
    const refused = await set(outsider, restaurantId)
    expect(refused).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    for (const id of [
      encodeGlobalId('Restaurant', randomUUID()),
      encodeGlobalId('Table', randomUUID()),
      '',
      'x',
    ]) {
      expect(await set(outsider, id)).toEqual(refused)
    }
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('how long orders may wait to be shown is for staff to see, and for managers to set', async () => {
    const restaurantId = await api.restaurantId('demo')
    const manager = await api.signIn('manager@demo.test')
    const set = (token: string | undefined, seconds: number) =>
      ask(token, SET_ACKNOWLEDGE_WITHIN, { input: { restaurantId, seconds } })
    for (const [token, code] of [
      [undefined, 'UNAUTHENTICATED'],
      [outsider, 'NOT_FOUND'],
    ] as const) {
      expect((await ask(token, ACKNOWLEDGE_WITHIN)).errors).toMatchObject([{ extensions: { code } }])
      expect((await set(token, 30)).errors).toMatchObject([{ extensions: { code } }])
    }
    expect((await set(kitchen, 30)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    for (const seconds of [-1, 4, 601]) {
      const { data } = await set(manager, seconds)
      expect(data.setAcknowledgeWithin).toEqual({ code: 'INVALID_INPUT', path: ['seconds'] })
    }
    expect((await ask(kitchen, ACKNOWLEDGE_WITHIN)).data.restaurant.acknowledgeWithinSeconds).toBe(20)
    for (const seconds of [5, 600, 20]) {
      const { data } = await set(manager, seconds)
      expect(data.setAcknowledgeWithin.restaurant).toEqual({ acknowledgeWithinSeconds: seconds })
    }
  })

  test('pausing what is paused is one change, and everybody sees it', async () => {
    const restaurantId = await api.restaurantId('demo')
    const socket = api.socket(kitchen)
    const watching = socket.subscribe(
      `subscription ($id: ID!, $after: String) { restaurantEvents(restaurantId: $id, after: $after) {
        ... on OrderingPausedChangedEvent { isPaused }
      } }`,
      { id: restaurantId, after: await api.boardCursor(kitchen, restaurantId) },
    )
    for (const isPaused of [true, true, false]) {
      const { data } = await ask(kitchen, SET_PAUSED, { input: { restaurantId, isPaused } })
      expect(data.setOrderingPaused.restaurant).toEqual({
        slug: 'demo',
        isPaused,
        isAcceptingOrders: !isPaused,
      })
    }
    expect((await watching.count(2)).map(({ restaurantEvents }) => restaurantEvents.isPaused)).toEqual([
      true,
      false,
    ])
  })
})

test('a restaurant takes orders by its own clock', async () => {
  const { id } = await api.db.restaurant.findUniqueOrThrow({ where: { slug: 'demo-two' } })
  await api.db.openingHours.deleteMany({ where: { restaurantId: id } })
  await api.db.openingHours.create({
    data: { restaurantId: id, weekday: 1, opensAt: 18 * 60, closesAt: 26 * 60 },
  })
  const open = async (time: string) => {
    now = new Date(time)
    const { data } = await api.http().request(RESTAURANT, { slug: 'demo-two' })
    return data.restaurant.isAcceptingOrders
  }
  expect(await open('2026-11-23T08:59:59Z')).toBe(false)
  expect(await open('2026-11-23T09:00:00Z')).toBe(true)
  expect(await open('2026-11-23T16:59:59Z')).toBe(true)
  expect(await open('2026-11-23T17:00:00Z')).toBe(false)
})
