import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../api/src/db/database.ts'
import { encodeGlobalId } from '../api/src/graphql/global-id.ts'
import { openClient, type TestClient, type Transport } from '../api/test/client.ts'
import { type CreatedDatabase, hasDatabaseServer } from '../api/test/database.ts'
import { hasRedis, testDoorbell } from '../api/test/doorbell.ts'
import { listenResuming } from '../api/test/resuming.ts'
import { type Balancer, openBalancer } from './balancer.ts'
import { createDemoDatabase } from './demo.ts'
import { type Server, startServer } from './server.ts'

/** Orders per second, where the machine can keep up. */
const RATE = 50
/** Each at a table of their own; half of them order over HTTP, half over a socket, one order after the other. */
const GUESTS = 10
const RETRY_MS = 30

const CREATE_ORDER = `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) { __typename ... on CreateOrderPayload { order { id placedAt } } }
}`

/** What became of an order. */
interface Sent {
  readonly id: string
  /** How often its connection ended without an answer, or there was none. */
  readonly retries: number
  /** Whether it had been placed by an attempt that was not answered. */
  readonly answerLost: boolean
}

/** Sends an order until it is answered, with one key. */
async function send(transport: Transport, input: object): Promise<Sent> {
  const variables = { input: { ...input, idempotencyKey: randomUUID() } }
  for (let retries = 0; ; retries++) {
    const from = Date.now()
    const answer = await transport.request(CREATE_ORDER, variables).catch(() => null)
    if (answer) {
      if (!answer.data?.createOrder?.order) throw new Error(`An order was refused: ${JSON.stringify(answer)}`)
      const { id, placedAt } = answer.data.createOrder.order
      return { id, retries, answerLost: retries > 0 && Date.parse(placedAt) < from }
    }
    await delay(RETRY_MS)
  }
}

// Two processes cannot share an embedded database; the run says so at its end.
describe.runIf(hasDatabaseServer && hasRedis)('two nodes behind a load balancer', () => {
  let database: CreatedDatabase
  let nodes: Server[]
  let balancer: Balancer
  let client: TestClient
  const start = (port?: number) =>
    startServer({ database: database.config, doorbell, ...(port ? { port } : {}) })
  const doorbell = testDoorbell()

  beforeAll(async () => {
    database = await createDemoDatabase()
    nodes = await Promise.all([start(), start()])
    balancer = await openBalancer(nodes)
    client = openClient(`${balancer.url}/graphql`)
  })
  afterAll(async () => {
    await client.close()
    await balancer.close()
    await Promise.all(nodes.map((node) => node.stop()))
    await database.drop()
  })

  test('are restarted one after the other under load: no order fails, no event is missed', async () => {
    const kitchen = await client.signIn('kitchen@demo.test')
    const restaurantId = await client.restaurantId('demo')
    const after = await client.boardCursor(kitchen, restaurantId)
    const query = `subscription ($restaurantId: ID!, $after: String) {
      restaurantEvents(restaurantId: $restaurantId, after: $after) { id cursor }
    }`
    const listeners = Array.from({ length: 5 }, () =>
      listenResuming(client.socket(kitchen), { query, variables: { restaurantId, after } }),
    )
    const menuItemId = await plainItem(client)
    const inputs = await Promise.all(
      Array.from({ length: GUESTS }, async (_, guest) => {
        const { sessionToken } = await client.sitDown(`demo-${guest + 1}`)
        return { sessionToken, items: [{ menuItemId, quantity: 1 }] }
      }),
    )

    const orders: Sent[] = []
    let closed = false
    const serve = async (guest: Transport, input: object) => {
      while (!closed) {
        const [order] = await Promise.all([send(guest, input), delay((1_000 * GUESTS) / RATE)])
        orders.push(order)
      }
    }
    const served = Promise.all(
      inputs.map((input, guest) => serve(guest % 2 === 0 ? client.http() : client.socket(), input)),
    )
    const more = () => {
      const enough = orders.length + RATE
      return vi.waitFor(() => expect(orders.length).toBeGreaterThan(enough), 60_000)
    }

    for (const index of nodes.keys()) {
      await more()
      const node = nodes[index] as Server
      const from = performance.now()
      await node.stop()
      expect(performance.now() - from).toBeLessThan(10_000)
      expect(node.exitCode()).toBe(0)
      nodes[index] = await start(node.port)
    }
    await more()
    closed = true
    await served
    expect(orders.filter(({ answerLost }) => answerLost)).toEqual([])
    const { db, close } = await openDatabase(database.config)
    expect(await db.order.count()).toBe(orders.length)
    // The log began with this test.
    const log = await db.event.findMany({ orderBy: { position: 'asc' }, select: { id: true } })
    await close()
    const ids = log.map(({ id }) => encodeGlobalId('Event', id))
    for (const listener of listeners) {
      await vi.waitFor(() => expect(listener.ids).toHaveLength(ids.length), 10_000)
      expect(listener.ids).toEqual(ids)
      expect(listener.resumed()).toBeGreaterThan(0)
      listener.stop()
    }
  }, 240_000)
})

async function plainItem(client: TestClient): Promise<string> {
  const { data } = await client
    .http()
    .request('{ restaurant(slug: "demo") { menu { categories { items { id optionGroups { id } } } } } }')
  const items = data.restaurant.menu.categories.flatMap((category: { items: object[] }) => category.items)
  return items.find((item: { optionGroups: object[] }) => item.optionGroups.length === 0).id
}
