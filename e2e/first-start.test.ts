import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient, type TestClient } from '../api/test/client.ts'
import { type Server, startServer } from './server.ts'

// The one process that makes, migrates and seeds an embedded database, and serves from it at once.
let directory: string
let server: Server
let client: TestClient

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'menumate-first-start-'))
  server = await startServer({ database: { kind: 'embedded', directory }, doorbell: { kind: 'in-process' } })
  client = openClient(`${server.url}/graphql`)
})
afterAll(async () => {
  await client?.close()
  await server?.stop()
  await rm(directory, { recursive: true, force: true })
})

test('the first start serves a guest and the kitchen', async () => {
  const token = await client.signIn('kitchen@demo.test')
  const restaurantId = await client.restaurantId('demo')
  const { sessionToken } = await client.sitDown('demo-1')
  const order = await client.order(sessionToken)
  const { data } = await client.http(token).request(
    `query ($id: ID!) {
      kitchenBoard(restaurantId: $id) {
        orders { id }
        restaurant { orders(filter: { statuses: [PENDING, READY] }) { edges { node { id } } } }
      }
    }`,
    { id: restaurantId },
  )
  const { orders, restaurant } = data.kitchenBoard
  expect(orders).toEqual([{ id: order.id }])
  expect(restaurant.orders.edges).toEqual([{ node: { id: order.id } }])
})

test('what was ordered before a power cut is there after it', async () => {
  const token = await client.signIn('kitchen@demo.test')
  const { sessionToken } = await client.sitDown('demo-2')
  const order = await client.order(sessionToken)
  await server.kill()
  server = await startServer({
    database: { kind: 'embedded', directory },
    doorbell: { kind: 'in-process' },
    port: server.port,
  })
  const { data } = await client
    .http(token)
    .request('query ($id: ID!) { node(id: $id) { ... on Order { status } } }', { id: order.id })
  expect(data.node).toEqual({ status: 'PENDING' })
})
