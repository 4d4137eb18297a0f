import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CREATE_ORDER, PLAIN_ITEM } from '../../test/client.ts'
import { menuIds } from '../../test/menu-ids.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'

// A Monday; in Berlin the clocks are an hour ahead of UTC, in Tokyo nine.
const NOON = new Date('2026-11-23T11:00:00Z')
let now = NOON
let api: TestApi
let idOf: (name: string) => string
let tables = 0

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  idOf = await menuIds(api.db)
})
beforeEach(() => {
  now = NOON
})
afterAll(() => api.stop())

/** A guest at a table where nobody sits. */
const sitDown = () => api.sitDown(`demo-${(tables++ % 12) + 1}`)
const input = (sessionToken: string, item = PLAIN_ITEM) => ({
  input: { sessionToken, idempotencyKey: randomUUID(), items: [{ menuItemId: idOf(item), quantity: 1 }] },
})
const PAUSED = { __typename: 'OrderingPausedError', code: 'ORDERING_PAUSED' }
const CLOSED = { __typename: 'SessionClosedError', code: 'SESSION_CLOSED' }

const SET_PAUSED = `mutation ($input: SetOrderingPausedInput!) {
  setOrderingPaused(input: $input) { restaurant { isPaused isAcceptingOrders } }
}`

async function setPaused(isPaused: boolean): Promise<void> {
  const restaurantId = await api.restaurantId('demo')
  const { data } = await api
    .http(await api.signIn('kitchen@demo.test'))
    .request(SET_PAUSED, { input: { restaurantId, isPaused } })
  expect(data.setOrderingPaused.restaurant).toEqual({ isPaused, isAcceptingOrders: !isPaused })
}

describe.each(TRANSPORTS)('over %s', (name) => {
  const send = (sessionToken: string) => transport(api, name).request(CREATE_ORDER, input(sessionToken))

  describe('while ordering is paused', () => {
    afterEach(() => setPaused(false))

    test('nothing is ordered, and a repeated order is still answered', async () => {
      const { sessionToken } = await sitDown()
      const placed = input(sessionToken)
      const first = await transport(api, name).request(CREATE_ORDER, placed)
      await setPaused(true)
      const before = await rowCounts(api.db)
      expect((await send(sessionToken)).data.createOrder).toMatchObject(PAUSED)
      const again = await transport(api, name).request(CREATE_ORDER, placed)
      expect(again.data).toEqual(first.data)
      expect(await rowCounts(api.db)).toEqual(before)
    })

    test('nobody new sits down, and who sits may be joined', async () => {
      await sitDown()
      const occupied = `demo-${tables}`
      const free = await api.db.table.findFirstOrThrow({
        where: { restaurant: { slug: 'demo' }, sessions: { none: { status: { not: 'CLOSED' } } } },
      })
      await setPaused(true)
      const before = await rowCounts(api.db)
      const scan = (tableCode: string) =>
        transport(api, name).request(
          'mutation ($input: StartTableSessionInput!) { startTableSession(input: $input) { __typename ... on Error { code } } }',
          { input: { tableCode } },
        )
      expect((await scan(free.code)).data.startTableSession).toEqual(PAUSED)
      expect(await rowCounts(api.db)).toEqual(before)
      expect((await scan(occupied)).data.startTableSession.__typename).toBe('StartTableSessionPayload')
    })
  })

  describe('with opening hours from 11:00 to 14:00 on Mondays', () => {
    beforeAll(async () => {
      await api.db.openingHours.deleteMany({ where: { restaurant: { slug: 'demo' } } })
      const { id } = await api.db.restaurant.findUniqueOrThrow({ where: { slug: 'demo' } })
      await api.db.openingHours.create({
        data: { restaurantId: id, weekday: 1, opensAt: 11 * 60, closesAt: 14 * 60 },
      })
    })
    afterAll(async () => {
      const { id } = await api.db.restaurant.findUniqueOrThrow({ where: { slug: 'demo' } })
      await api.db.openingHours.deleteMany({ where: { restaurantId: id } })
      await api.db.openingHours.createMany({
        data: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
          restaurantId: id,
          weekday,
          opensAt: 0,
          closesAt: 1_440,
        })),
      })
    })

    test('orders are taken until the door closes, by the clock on its wall', async () => {
      const { sessionToken } = await sitDown()
      now = new Date('2026-11-23T12:59:59Z')
      expect((await send(sessionToken)).data.createOrder.__typename).toBe('CreateOrderPayload')
      now = new Date('2026-11-23T13:00:00Z')
      const before = await rowCounts(api.db)
      expect((await send(sessionToken)).data.createOrder).toMatchObject(PAUSED)
      expect(await rowCounts(api.db)).toEqual(before)
    })
  })

  test('a session that staff have closed orders nothing', async () => {
    const { sessionToken, tableSession } = await sitDown()
    await api
      .http(await api.signIn('server@demo.test'))
      .request(
        'mutation ($input: CloseTableSessionInput!) { closeTableSession(input: $input) { __typename } }',
        { input: { tableSessionId: tableSession.id } },
      )
    const before = await rowCounts(api.db)
    expect((await send(sessionToken)).data.createOrder).toMatchObject(CLOSED)
    expect(await rowCounts(api.db)).toEqual(before)
  })
})

describe('order numbers', () => {
  const orderAt = async (time: string, sitAt: string, item?: string) => {
    now = new Date(time)
    const { sessionToken } = await api.sitDown(sitAt)
    const { data } = await api.http().request(CREATE_ORDER, input(sessionToken, item))
    return data.createOrder.order.number as number
  }

  test('begin again at 04:00 in Berlin', async () => {
    const evening = await orderAt('2026-12-01T22:59:00Z', 'demo-1')
    expect(await orderAt('2026-12-01T23:01:00Z', 'demo-1')).toBe(evening + 1)
    expect(await orderAt('2026-12-02T02:59:59Z', 'demo-1')).toBe(evening + 2)
    expect(await orderAt('2026-12-02T03:00:00Z', 'demo-1')).toBe(1)
    expect(await orderAt('2026-12-02T03:00:01Z', 'demo-2')).toBe(2)
  })

  test('begin again at 04:00 in Tokyo, whatever they do in Berlin', async () => {
    const before = await orderAt('2026-12-05T18:59:59Z', 'demo-two-1', 'Edamame')
    expect(await orderAt('2026-12-05T18:59:59Z', 'demo-two-1', 'Edamame')).toBe(before + 1)
    expect(await orderAt('2026-12-05T19:00:00Z', 'demo-two-1', 'Edamame')).toBe(1)
  })

  test('go on from an idempotent repeat without a hole', async () => {
    now = new Date('2026-12-08T11:00:00Z')
    const { sessionToken } = await api.sitDown('demo-4')
    const placed = input(sessionToken)
    for (let time = 0; time < 3; time++) await api.http().request(CREATE_ORDER, placed)
    const { data } = await api.http().request(CREATE_ORDER, input(sessionToken))
    expect(data.createOrder.order.number).toBe(2)
  })
})
