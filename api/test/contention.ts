import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '../src/db/database.ts'
import { decodeGlobalId } from '../src/graphql/global-id.ts'
import { type Answer, CREATE_ORDER, type TestClient, type Transport, UPDATE_ORDER_STATUS } from './client.ts'
import { expectNoViolations } from './invariants.ts'
import { menuIds } from './menu-ids.ts'

/** Nodes on one database with the demo restaurants, however they run. */
export interface Nodes {
  readonly clients: readonly TestClient[]
  readonly db: Db
  close(): Promise<void>
}

const PAY = /* GraphQL */ `mutation ($input: RecordPaymentInput!) {
  recordPayment(input: $input) {
    __typename
    ... on RecordPaymentPayload { tableSession { id status bill { paid { amountMinor } due { amountMinor } } } }
    ... on Error { code }
  }
}`
const START = /* GraphQL */ `mutation ($input: StartTableSessionInput!) {
  startTableSession(input: $input) {
    __typename
    ... on StartTableSessionPayload { sessionToken tableSession { id } }
  }
}`

/**
 * What must hold when many do the same thing at the same moment, whichever node they reach and however: the same
 * for nodes that are processes and for nodes in one process.
 */
export function testContention(open: () => Promise<Nodes>): void {
  let nodes: Nodes
  let idOf: (name: string) => string
  let staff: string
  let tables = 0

  beforeAll(async () => {
    nodes = await open()
    idOf = await menuIds(nodes.db)
    staff = await first().signIn('manager@demo.test')
  })
  afterAll(async () => {
    await expectNoViolations(nodes.db)
    await nodes.close()
  })

  const first = () => nodes.clients[0] as TestClient
  const nextTable = () => `demo-${++tables}`
  const croissants = (quantity: number) => ({
    items: [{ menuItemId: idOf('Butter Croissant'), quantity }],
  })

  /** Callers in equal parts on every node, by HTTP and by a socket of their own. */
  async function callers(count: number, token?: string): Promise<Transport[]> {
    const transports = Array.from({ length: count }, (_, index) => {
      const client = nodes.clients[index % nodes.clients.length] as TestClient
      return Math.floor(index / nodes.clients.length) % 2 === 0 ? client.http(token) : client.socket(token)
    })
    // Connected before it begins, or else sockets come late to everything.
    await Promise.all(transports.map((transport) => transport.request('{ __typename }')))
    return transports
  }

  /** All at once; what the caller at an index sends is up to `inputOf`. */
  const send = (transports: readonly Transport[], query: string, inputOf: (index: number) => object) =>
    Promise.all(transports.map((transport, index) => transport.request(query, { input: inputOf(index) })))

  const counted = (answers: readonly Answer[], field: string) => {
    const counts: Record<string, number> = {}
    for (const { data, errors } of answers) {
      const outcome = errors?.[0]?.extensions.code ?? data[field].code ?? data[field].__typename
      counts[outcome] = (counts[outcome] ?? 0) + 1
    }
    return counts
  }

  const eventsOf = (tableSessionId: string) =>
    nodes.db.event.findMany({
      where: { tableSessionId: decodeGlobalId(tableSessionId).id },
      orderBy: { sessionPosition: 'asc' },
      select: { type: true },
    })

  test('fifty sends of one key make one order, and all get that order', async () => {
    const { sessionToken, tableSession } = await first().sitDown(nextTable())
    const input = { sessionToken, idempotencyKey: randomUUID(), ...croissants(2) }
    const answers = await send(await callers(50), CREATE_ORDER, () => input)
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(counted(answers, 'createOrder')).toEqual({ CreateOrderPayload: 50 })
    expect(await eventsOf(tableSession.id)).toEqual([
      { type: 'TableSessionChanged' },
      { type: 'OrderCreated' },
    ])
  })

  test('of two orders that fight for one key one is placed, and all who sent the other are told so', async () => {
    const { sessionToken, tableSession } = await first().sitDown(nextTable())
    const common = { sessionToken, idempotencyKey: randomUUID() }
    const transports = await callers(50)
    // In pairs, so that each way to each node sends both.
    const quantityOf = (index: number) => 1 + (Math.floor(index / 4) % 2)
    const answers = await send(transports, CREATE_ORDER, (index) => ({
      ...common,
      ...croissants(quantityOf(index)),
    }))
    const placed = answers.find(({ data }) => data.createOrder.order)?.data.createOrder.order
    for (const [index, { data }] of answers.entries()) {
      if (quantityOf(index) === placed.items[0].quantity) expect(data.createOrder.order).toEqual(placed)
      else expect(data.createOrder).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
    }
    const late = await send(transports, CREATE_ORDER, () => ({ ...common, ...croissants(3) }))
    expect(counted(late, 'createOrder')).toEqual({ IDEMPOTENCY_KEY_REUSED: 50 })
    expect(
      await nodes.db.order.count({ where: { tableSessionId: decodeGlobalId(tableSession.id).id } }),
    ).toBe(1)
  })

  test('fifty sends of one key take one payment, and another amount under it is none', async () => {
    const { sessionToken, tableSession } = await first().sitDown(nextTable())
    const order = await first().order(sessionToken, croissants(4))
    const { totalMinor } = await nodes.db.order.findUniqueOrThrow({
      where: { id: decodeGlobalId(order.id).id },
    })
    const transports = await callers(50, staff)
    // A part of it, and then all the rest: the second key closes the session under those who come late.
    for (const amountMinor of [1, totalMinor - 1]) {
      const input = {
        tableSessionId: tableSession.id,
        amountMinor,
        method: 'CASH',
        idempotencyKey: randomUUID(),
      }
      const answers = await send(transports, PAY, () => input)
      for (const answer of answers) expect(answer).toEqual(answers[0])
      expect(counted(answers, 'recordPayment')).toEqual({ RecordPaymentPayload: 50 })
      const others = await send(transports, PAY, () => ({ ...input, amountMinor: amountMinor + 1 }))
      expect(counted(others, 'recordPayment')).toEqual({ IDEMPOTENCY_KEY_REUSED: 50 })
    }
    const where = { tableSessionId: decodeGlobalId(tableSession.id).id }
    expect(await nodes.db.payment.aggregate({ where, _count: true, _sum: { amountMinor: true } })).toEqual({
      _count: 2,
      _sum: { amountMinor: totalMinor },
    })
  })

  test('twenty devices that scan one table at once sit in one session', async () => {
    const tableCode = nextTable()
    const answers = await send(await callers(20), START, () => ({ tableCode }))
    expect(counted(answers, 'startTableSession')).toEqual({ StartTableSessionPayload: 20 })
    const seats = answers.map(({ data }) => data.startTableSession)
    const sessions = new Set<string>(seats.map(({ tableSession }) => tableSession.id))
    expect([sessions.size, new Set(seats.map(({ sessionToken }) => sessionToken)).size]).toEqual([1, 20])
    for (const id of sessions) expect(await eventsOf(id)).toEqual([{ type: 'TableSessionChanged' }])
  })

  test.each([
    ['that they all saw', 1, { UpdateOrderStatusPayload: 1, ORDER_VERSION_CONFLICT: 19 }],
    ['without saying what they saw', null, { UpdateOrderStatusPayload: 1, ILLEGAL_TRANSITION: 19 }],
  ])('of twenty staff who move one order %s, one does', async (_what, expectedVersion, outcomes) => {
    const { sessionToken } = await first().sitDown(nextTable())
    const order = await first().order(sessionToken)
    const input = { orderId: order.id, status: 'COOKING', expectedVersion }
    const answers = await send(await callers(20, staff), UPDATE_ORDER_STATUS, () => input)
    expect(counted(answers, 'updateOrderStatus')).toEqual(outcomes)
    for (const { data } of answers) {
      const { currentOrder } = data.updateOrderStatus
      if (currentOrder) expect(currentOrder).toEqual({ id: order.id, status: 'COOKING', version: 2 })
    }
    const history = await nodes.db.orderStatusChange.findMany({
      where: { orderId: decodeGlobalId(order.id).id },
      orderBy: { version: 'asc' },
    })
    expect(history.map(({ status }) => status)).toEqual(['PENDING', 'COOKING'])
  })
}
