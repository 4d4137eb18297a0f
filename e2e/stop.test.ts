import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { json, text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { CREATE_ORDER, openClient, type TestClient } from '../api/test/client.ts'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { createDemoDatabase } from './demo.ts'
import { type Server, startServer } from './server.ts'

const SUBSCRIPTION = `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { id }
}`

let database: CreatedDatabase
let server: Server
let client: TestClient
let guest: Awaited<ReturnType<TestClient['sitDown']>>
/** What the guest orders. */
let menuItemId: string

beforeAll(async () => {
  database = await createDemoDatabase()
})
beforeEach(async () => {
  server = await startServer({ database: database.config, doorbell: testDoorbell() })
  client = openClient(`${server.url}/graphql`)
  guest = await client.sitDown('demo-1')
  const { data } = await client.http().request(
    `query ($token: String!) {
      tableSession(sessionToken: $token) { restaurant { menu { categories { items { id optionGroups { id } } } } } }
    }`,
    { token: guest.sessionToken },
  )
  const items = data.tableSession.restaurant.menu.categories.flatMap(
    (category: { items: object[] }) => category.items,
  )
  const { id } = items.find((item: { optionGroups: object[] }) => item.optionGroups.length === 0)
  menuItemId = id
})
afterEach(async () => {
  await client.close()
  await server.kill()
})
afterAll(() => database.drop())

const input = (note?: string) => ({
  note,
  sessionToken: guest.sessionToken,
  idempotencyKey: randomUUID(),
  items: [{ menuItemId, quantity: 1 }],
})

/** Sends an order. @returns a promise of its being on its way, and one of its answer */
function send(agent: Agent): { sent: Promise<unknown>; answer: Promise<IncomingMessage> } {
  const body = JSON.stringify({ query: CREATE_ORDER, variables: { input: input() } })
  const sending = request(`${server.url}/graphql`, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  })
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    sending.on('response', resolve).on('error', reject)
  })
  sending.end(body)
  return { sent: once(sending, 'finish'), answer }
}

/** Begins a request. @returns what ends it, with further headers, and resolves with the answer */
async function begin(line: string): Promise<{ end(headers: string): Promise<string> }> {
  const socket = connect(server.port, '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  socket.write(`${line}\r\nHost: menumate\r\n`)
  return {
    async end(headers) {
      socket.write(`${headers}\r\n\r\n`)
      return text(socket)
    },
  }
}

test.each([
  ['on connections that were idle', true],
  ['on connections of their own', false],
])('orders sent just before the signal are answered, %s', async (_where, keepAlive) => {
  const agent = new Agent({ keepAlive })
  const orders = async () => {
    const all = Array.from({ length: 40 }, () => send(agent))
    await Promise.all(all.map(({ sent }) => sent))
    return all.map(async ({ answer }) => {
      const response = await answer
      return { connection: response.headers.connection, answer: await json(response) }
    })
  }
  await Promise.all(await orders())
  const last = await orders()
  server.signal('SIGTERM')
  for (const { answer } of await Promise.all(last)) {
    expect(answer).toMatchObject({ data: { createOrder: { __typename: 'CreateOrderPayload' } } })
  }
  await server.gone
  expect(server.exitCode()).toBe(0)
  agent.destroy()
})

test('a server that nobody uses does not wait for anybody', async () => {
  const from = performance.now()
  await server.stop()
  expect(server.exitCode()).toBe(0)
  expect(performance.now() - from).toBeLessThan(2_000)
})

test('a socket is told to come back, and of what it asked exactly that has happened which was answered', async () => {
  const note = 'asked over the socket'
  const socket = client.socket()
  const heard = socket.subscribe(SUBSCRIPTION, {
    token: guest.sessionToken,
    after: guest.tableSession.cursor,
  })
  await client.order(guest.sessionToken)
  await heard.count(1)
  // With the subscription no more than a socket may have under way.
  const orders = Array.from({ length: 29 }, () => socket.request(CREATE_ORDER, { input: input(note) }))
  await Promise.race(orders)
  server.signal('SIGTERM')
  const answered = (await Promise.allSettled(orders)).filter(({ status }) => status === 'fulfilled')
  expect(await heard.ended).toMatchObject({ code: 1012 })
  await server.gone
  expect(server.exitCode()).toBe(0)

  const { port } = server
  server = await startServer({ database: database.config, doorbell: testDoorbell(), port })
  const { data } = await client
    .http()
    .request('query ($token: String!) { tableSession(sessionToken: $token) { orders { note } } }', {
      token: guest.sessionToken,
    })
  const asked = data.tableSession.orders.filter((order: { note: string }) => order.note === note)
  expect(asked).toHaveLength(answered.length)
})

test('a stream ends, and does not say that it is complete', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: SUBSCRIPTION, variables: { token: guest.sessionToken } }),
  })
  server.signal('SIGTERM')
  const stream = await response.text()
  expect(stream).toMatch(/^:/)
  expect(stream).not.toContain('complete')
  await server.gone
  expect(server.exitCode()).toBe(0)
})

test('while it stops it is not ready, and refuses sockets and streams for another server to take', async () => {
  const heard = client.socket().subscribe(SUBSCRIPTION, {
    token: guest.sessionToken,
    after: guest.tableSession.cursor,
  })
  const upgrade = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}`
  // Begun before the stop, so that it holds them: it would not listen for long enough for new ones.
  const ready = await begin('GET /health/ready HTTP/1.1')
  const stream = await begin('GET /graphql?query={viewer{id}} HTTP/1.1')
  const query = await begin('GET /graphql?query={viewer{id}} HTTP/1.1')
  const socket = await begin('GET /graphql HTTP/1.1')
  await client.order(guest.sessionToken)
  await heard.count(1)
  server.signal('SIGTERM')
  await heard.ended

  expect(await ready.end('Accept: */*')).toMatch(/^HTTP\/1.1 503 /)
  const refused = /^HTTP\/1.1 503 .*retry-after: 1\r\n/is
  expect(await stream.end('Accept: text/event-stream')).toMatch(refused)
  // What the web app's client sends with each query and mutation.
  const whatever = 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed'
  expect(await query.end(`Accept: ${whatever}`)).toMatch(/^HTTP\/1.1 200 /)
  expect(await socket.end(upgrade)).toMatch(refused)
  await server.gone
  expect(server.exitCode()).toBe(0)
})

test('a request that never ends holds it for some seconds and no longer', async () => {
  await begin('POST /graphql HTTP/1.1')
  const from = performance.now()
  await server.stop()
  expect(performance.now() - from).toBeLessThan(10_000)
  expect(server.exitCode()).toBe(0)
})

test('a second signal ends it at once', async () => {
  await begin('POST /graphql HTTP/1.1')
  server.signal('SIGTERM')
  const again = setInterval(() => server.signal('SIGTERM'), 100)
  await server.gone
  clearInterval(again)
  expect(server.exitCode()).toBe(1)
})
