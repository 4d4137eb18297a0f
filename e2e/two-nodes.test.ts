import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../api/src/db/database.ts'
import { openClient, type TestClient } from '../api/test/client.ts'
import { testContention } from '../api/test/contention.ts'
import { type CreatedDatabase, createBlankDatabase, hasDatabaseServer } from '../api/test/database.ts'
import { hasRedis, testDoorbell } from '../api/test/doorbell.ts'
import { createDemoDatabase } from './demo.ts'
import { type Server, startServer } from './server.ts'

// Two processes cannot share an embedded database; the run says so at its end.
describe.runIf(hasDatabaseServer && hasRedis)('two processes on one PostgreSQL and Redis', () => {
  let database: CreatedDatabase
  let nodes: Server[]
  let clients: TestClient[]

  beforeAll(async () => {
    database = await createDemoDatabase()
    nodes = await startTwo(database)
    clients = nodes.map(({ url }) => openClient(`${url}/graphql`))
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

  test('both serve when they start at once on a database that nobody has migrated', async () => {
    const blank = await createBlankDatabase()
    const started = await startTwo(blank)
    for (const { url } of started) expect((await fetch(`${url}/health/ready`)).status).toBe(200)
    await Promise.all(started.map((node) => node.stop()))
    await blank.drop()
  })
})

describe.runIf(hasDatabaseServer && hasRedis)('many at one time on two processes', () => {
  testContention(async () => {
    const created = await createDemoDatabase()
    const nodes = await startTwo(created)
    const clients = nodes.map(({ url }) => openClient(`${url}/graphql`))
    const { db, close } = await openDatabase(created.config)
    return {
      clients,
      db,
      async close() {
        await Promise.all(clients.map((client) => client.close()))
        await Promise.all([close(), ...nodes.map((node) => node.stop())])
        await created.drop()
      },
    }
  })
})

function startTwo({ config }: CreatedDatabase): Promise<Server[]> {
  const options = { database: config, doorbell: testDoorbell() }
  return Promise.all([startServer(options), startServer(options)])
}
