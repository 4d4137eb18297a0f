import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREATE_ORDER, PLAIN_ITEM, type Transport } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'

const MOVE = `mutation ($input: UpdateOrderStatusInput!) {
  updateOrderStatus(input: $input) { __typename }
}`

let api: TestApi
let asKitchen: Transport
let menuItemId: string

beforeAll(async () => {
  api = await startTestApi()
  asKitchen = api.http(await api.signIn('kitchen@demo.test'))
  menuItemId = (await api.menuItem(PLAIN_ITEM)).globalId
})
afterAll(() => api.stop())

const orderOf = (sessionToken: string, lines: number) => ({
  sessionToken,
  idempotencyKey: randomUUID(),
  items: Array.from({ length: lines }, () => ({ menuItemId, quantity: 1 })),
})

async function serve(orderId: string): Promise<void> {
  for (const status of ['COOKING', 'READY', 'SERVED'])
    await asKitchen.request(MOVE, { input: { orderId, status } })
}

describe.each(TRANSPORTS)('over %s', (name) => {
  const table = (number: number) => `demo-${number + 6 * TRANSPORTS.indexOf(name)}`
  const send = async (input: object) =>
    (await transport(api, name).request(CREATE_ORDER, { input })).data.createOrder
  const full = (message: RegExp) => ({
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    path: ['items'],
    message: expect.stringMatching(message),
  })

  test('a table with 300 lines under way orders more only once some are done', async () => {
    const { sessionToken } = await api.sitDown(table(1))
    const placed: { order: { id: string } }[] = []
    for (let count = 0; count < 3; count++) placed.push(await send(orderOf(sessionToken, 100)))

    const before = await rowCounts(api.db)
    expect(await send(orderOf(sessionToken, 1))).toMatchObject(
      full(/^A table can have 300 lines under way at once, and this one has 300\. Please /),
    )
    expect(await rowCounts(api.db)).toEqual(before)

    await serve(placed[0]?.order.id ?? '')
    expect(await send(orderOf(sessionToken, 100))).toMatchObject({ __typename: 'CreateOrderPayload' })
    expect(await send(orderOf(sessionToken, 1))).toMatchObject(full(/ under way /))
  })

  test('a visit ends at 1,000 lines, and an order that is in is answered again', async () => {
    const { sessionToken } = await api.sitDown(table(2))
    const last = orderOf(sessionToken, 100)
    for (let count = 0; count < 9; count++) {
      const { order } = await send(orderOf(sessionToken, 100))
      await serve(order.id)
    }
    const { order } = await send(last)
    await serve(order.id)

    expect(await send(orderOf(sessionToken, 1))).toMatchObject(
      full(/^A visit has room for 1000 lines, and this table has ordered 1000\. Please ask the staff/),
    )
    expect(await send(last)).toMatchObject({ __typename: 'CreateOrderPayload', order: { id: order.id } })
  })

  test('orders that come at the same moment do not all find the same room', async () => {
    const { sessionToken } = await api.sitDown(table(3))
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(orderOf(sessionToken, 100))))
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array(3).fill('CreateOrderPayload'),
      ...Array(3).fill('InvalidInputError'),
    ])
  })
})
