import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'
import type { OrderStatus } from './order-status.ts'

type Role = 'kitchen' | 'manager' | 'server' | 'outsider'

let api: TestApi
let sessionToken: string
const tokens = new Map<Role, string>()

beforeAll(async () => {
  api = await startTestApi()
  sessionToken = (await api.sitDown('demo-1')).sessionToken
  for (const role of ['kitchen', 'manager', 'server'] as const) {
    tokens.set(role, await api.signIn(`${role}@demo.test`))
  }
  tokens.set('outsider', await api.signIn('kitchen@demo-two.test'))
})
afterAll(() => api.stop())

const WAY: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  PENDING: [],
  COOKING: ['COOKING'],
  READY: ['COOKING', 'READY'],
  SERVED: ['COOKING', 'READY', 'SERVED'],
  CANCELLED: ['CANCELLED'],
}
const STATES = Object.keys(WAY) as OrderStatus[]

const move = (role: Role, input: object) => api.http(tokens.get(role)).request(UPDATE_ORDER_STATUS, { input })

/** An order that came to a state the way orders do. */
async function orderIn(status: OrderStatus): Promise<string> {
  const { id } = await api.order(sessionToken)
  for (const step of WAY[status]) {
    const { data } = await move('kitchen', { orderId: id, status: step, reason: 'Sold out' })
    expect(data.updateOrderStatus.__typename).toBe('UpdateOrderStatusPayload')
  }
  return id
}

const PAYLOAD = 'UpdateOrderStatusPayload'
const illegal = (from: OrderStatus, to: OrderStatus, allowedTransitions: readonly OrderStatus[]) => ({
  __typename: 'IllegalTransitionError',
  code: 'ILLEGAL_TRANSITION',
  from,
  to,
  allowedTransitions,
})

describe.each(TRANSPORTS)('over %s', (name) => {
  const send = (role: Role | null, input: object) =>
    transport(api, name, role ? tokens.get(role) : undefined).request(UPDATE_ORDER_STATUS, { input })

  describe.each<[OrderStatus, readonly OrderStatus[]]>([
    ['PENDING', ['COOKING', 'CANCELLED']],
    ['COOKING', ['READY', 'PENDING', 'CANCELLED']],
    ['READY', ['SERVED', 'COOKING']],
    ['SERVED', ['READY']],
    ['CANCELLED', []],
  ])('an order that is %s', (from, allowed) => {
    test.each(STATES.filter((to) => allowed.includes(to)))('becomes %s by the kitchen', async (to) => {
      const orderId = await orderIn(from)
      const { data } = await send('kitchen', { orderId, status: to, reason: 'Sold out' })
      expect(data.updateOrderStatus).toMatchObject({
        __typename: PAYLOAD,
        order: { id: orderId, status: to },
      })
      expect(data.updateOrderStatus.order.statusHistory.at(-1)).toMatchObject({
        status: to,
        reason: 'Sold out',
        by: expect.any(String),
      })
    })

    test.each(STATES.filter((to) => !allowed.includes(to)))(
      'does not become %s by the kitchen',
      async (to) => {
        const orderId = await orderIn(from)
        const before = await rowCounts(api.db)
        const { data } = await send('kitchen', { orderId, status: to, reason: 'Sold out' })
        expect(data.updateOrderStatus).toMatchObject(illegal(from, to, allowed))
        expect(await rowCounts(api.db)).toEqual(before)
      },
    )
  })

  test('a ready order is cancelled by a manager, and by nobody below', async () => {
    const orderId = await orderIn('READY')
    const input = { orderId, status: 'CANCELLED', reason: 'Dropped' }
    for (const role of ['kitchen', 'server'] as const) {
      const { data } = await send(role, input)
      expect(data.updateOrderStatus).toMatchObject(illegal('READY', 'CANCELLED', ['SERVED', 'COOKING']))
    }
    const { data } = await send('manager', input)
    expect(data.updateOrderStatus).toMatchObject({ order: { status: 'CANCELLED', allowedTransitions: [] } })
  })

  test.each([
    ['none', undefined],
    ['null', null],
    ['an empty one', ''],
    ['one of spaces', ' \n\t'],
    ['one of controls', '\u0000\u202e'],
    ['one of 501 characters', 'x'.repeat(501)],
  ])('a cancelling with a reason that is %s is refused', async (_what, reason) => {
    const orderId = await orderIn('PENDING')
    const before = await rowCounts(api.db)
    const { data } = await send('kitchen', { orderId, status: 'CANCELLED', reason })
    expect(data.updateOrderStatus).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'INVALID_INPUT',
      path: ['reason'],
    })
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('a reason is kept clean', async () => {
    const orderId = await orderIn('PENDING')
    const reason = ' Out\u0000of \u202ebeef\ud800 '
    const { data } = await send('kitchen', { orderId, status: 'CANCELLED', reason })
    expect(data.updateOrderStatus.order.statusHistory.at(-1).reason).toBe('Out of beef\ufffd')
  })

  test('whoever decided on an older version is shown the order as it is, and changes nothing', async () => {
    const orderId = await orderIn('COOKING')
    for (const expectedVersion of [1, 3, 0, -1]) {
      const { data } = await send('kitchen', { orderId, status: 'READY', expectedVersion })
      expect(data.updateOrderStatus).toMatchObject({
        __typename: 'OrderVersionConflictError',
        code: 'ORDER_VERSION_CONFLICT',
        currentOrder: { id: orderId, status: 'COOKING', version: 2 },
      })
    }
    const { data } = await send('kitchen', { orderId, status: 'READY', expectedVersion: 2 })
    expect(data.updateOrderStatus).toMatchObject({ order: { status: 'READY', version: 3 } })
  })

  test('the conflict is told before the illegal move that came of it', async () => {
    const orderId = await orderIn('COOKING')
    const { data } = await send('kitchen', { orderId, status: 'COOKING', expectedVersion: 1 })
    expect(data.updateOrderStatus).toMatchObject({ code: 'ORDER_VERSION_CONFLICT' })
  })

  test('what was done by mistake is undone step by step, and the history tells', async () => {
    const orderId = await orderIn('SERVED')
    for (const status of ['READY', 'COOKING', 'PENDING']) await send('server', { orderId, status })
    const { data } = await send('kitchen', { orderId, status: 'COOKING' })
    expect(data.updateOrderStatus.order).toMatchObject({ status: 'COOKING', version: 8 })
    expect(
      data.updateOrderStatus.order.statusHistory.map(({ status }: { status: string }) => status),
    ).toEqual(['PENDING', 'COOKING', 'READY', 'SERVED', 'READY', 'COOKING', 'PENDING', 'COOKING'])
  })

  test('a stranger is asked to sign in, whether the order exists or not', async () => {
    for (const orderId of [await orderIn('PENDING'), encodeGlobalId('Order', randomUUID()), 'x']) {
      const { data, errors } = await send(null, { orderId, status: 'COOKING' })
      expect(data).toBeNull()
      expect(errors).toMatchObject([{ path: ['updateOrderStatus'], extensions: { code: 'UNAUTHENTICATED' } }])
    }
  })

  test('an order of another restaurant is told apart from none by nothing', async () => {
    const orderId = await orderIn('PENDING')
    const before = await rowCounts(api.db)
    const answers = await Promise.all(
      [
        { orderId },
        { orderId, expectedVersion: 1 },
        { orderId, expectedVersion: 7 },
        { orderId: encodeGlobalId('Order', randomUUID()) },
        { orderId: encodeGlobalId('MenuItem', randomUUID()) },
        { orderId: 'order' },
        { orderId: '' },
        { orderId: '\u0000\ud800' },
      ].map((input) => send('outsider', { ...input, status: 'COOKING' })),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.errors).toMatchObject([
      { message: 'There is no such order.', extensions: { code: 'NOT_FOUND' } },
    ])
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test.each([
    ['an unknown state', { status: 'BURNT' }],
    ['no state', { status: null }],
    ['a version that is no integer', { status: 'COOKING', expectedVersion: 1.5 }],
    ['a version beyond all versions', { status: 'COOKING', expectedVersion: 10 ** 12 }],
  ])('%s is malformed', async (_what, input) => {
    const { errors } = await send('kitchen', { orderId: await orderIn('PENDING'), ...input })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })
})
