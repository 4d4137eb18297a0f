import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openClient, type TestClient } from './client.ts'
import { type CreatedDatabase, createTestDatabase, hasDatabaseServer } from './database.ts'
import { hasRedis, testDoorbell } from './doorbell.ts'
import { freePort, type ServerProcess, seed, startServerProcess } from './server-process.ts'

// Two processes cannot share an embedded database; the run says so at its end.
describe.runIf(hasDatabaseServer && hasRedis)('two processes on one PostgreSQL and Redis', () => {
  let database: CreatedDatabase
  let nodes: ServerProcess[]
  let clients: TestClient[]

  beforeAll(async () => {
    database = await createTestDatabase()
    await seed(database)
    const doorbell = testDoorbell()
    nodes = await Promise.all(
      [await freePort(), await freePort()].map((port) => startServerProcess({ database, doorbell, port })),
    )
    clients = nodes.map(({ origin }) => openClient(`${origin}/graphql`))
  })
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()))
    await Promise.all(nodes.map((node) => node.stop()))
    await database.drop()
  })

  test('an order made on one arrives at a kitchen on the other, and its status at the guest', async () => {
    const [one, other] = clients as [TestClient, TestClient]
    const kitchen = await other.signIn('kitchen@demo.test')
    const restaurantId = await other.restaurantId('demo')
    const guest = await one.sitDown('demo-1')
    const board = other.socket(kitchen)
    const created = board.subscribe(
      'subscription ($id: ID!, $after: String) { orderCreated(restaurantId: $id, after: $after) { order { id } } }',
      { id: restaurantId, after: await other.boardCursor(kitchen, restaurantId) },
    )
    const changed = one.socket().subscribe(
      `subscription ($token: String!, $after: String) {
        orderStatusChanged(sessionToken: $token, after: $after) { status order { id } }
      }`,
      { token: guest.sessionToken, after: guest.tableSession.cursor },
    )
    const order = await one.order(guest.sessionToken)
    expect((await created.count(1))[0].orderCreated.order.id).toBe(order.id)

    await board.request(
      'mutation ($id: ID!) { updateOrderStatus(input: { orderId: $id, status: COOKING }) { __typename } }',
      { id: order.id },
    )
    expect((await changed.count(1))[0].orderStatusChanged).toEqual({
      status: 'COOKING',
      order: { id: order.id },
    })
  })

  test('nodes that start at once on a new database both serve', async () => {
    const empty = await createTestDatabase()
    const doorbell = testDoorbell()
    const started = await Promise.all(
      [await freePort(), await freePort()].map((port) =>
        startServerProcess({ database: empty, doorbell, port }),
      ),
    )
    for (const { origin } of started) expect((await fetch(`${origin}/health/ready`)).status).toBe(200)
    await Promise.all(started.map((node) => node.stop()))
    await empty.drop()
  })
})
