import { once } from 'node:events'
import { createConnection } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { startTestApi, type TestApi } from './test-api.ts'

let api: TestApi
afterEach(() => api.stop())

const WATCH = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) { cursor }
}`

/** What becomes of a raw connection: "open", an HTTP status in place of it. */
function connect(headers: Record<string, string> = {}): Promise<{ outcome: unknown; socket: WebSocket }> {
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws', { headers })
  return new Promise((resolve) => {
    socket.on('open', () => resolve({ outcome: 'open', socket }))
    socket.on('unexpected-response', (_request, response) =>
      resolve({ outcome: response.statusCode, socket }),
    )
    socket.on('error', () => {})
  })
}

test('the 31st operation of a socket is refused, and the others go on', async () => {
  api = await startTestApi()
  const token = await api.signIn('kitchen@demo.test')
  const id = await api.restaurantId('demo')
  const after = await api.boardCursor(token, id)
  const socket = api.socket(token)
  const running = Array.from({ length: 30 }, () => socket.subscribe(WATCH, { id, after }))
  const refused = await socket.subscribe(WATCH, { id, after }).ended
  expect(refused).toMatchObject([
    { extensions: { code: 'RATE_LIMITED', limit: { name: 'operations', allowed: 30 } } },
  ])
  await api.sitDown('demo-1')
  await Promise.all(running.map((received) => received.count(1)))
  running[0]?.unsubscribe()
  expect((await socket.request('{ viewer { name } }')).errors).toBeUndefined()
})

test('sockets of one address are counted, whatever it claims to be forwarded for', async () => {
  api = await startTestApi({ limits: { sockets: { perAddress: 2, perViewer: 100 } } })
  const first = await connect({ 'x-forwarded-for': '198.51.100.1' })
  expect(first.outcome).toBe('open')
  expect((await connect({ 'x-forwarded-for': '198.51.100.2' })).outcome).toBe('open')
  expect((await connect({ 'x-forwarded-for': '198.51.100.3' })).outcome).toBe(429)
  first.socket.terminate()
  await expect.poll(async () => (await connect()).outcome).toBe('open')
})

test('a peer that resets the connection on which it was refused ends nothing', async () => {
  api = await startTestApi({ limits: { sockets: { perAddress: 1, perViewer: 100 } } })
  expect((await connect()).outcome).toBe('open')
  const { hostname, port } = new URL(api.url)
  for (let index = 0; index < 20; index++) {
    const peer = createConnection({ host: hostname, port: Number(port), allowHalfOpen: true })
    peer.on('error', () => {})
    peer.write(
      'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    )
    const [refusal] = await once(peer, 'data')
    expect(String(refusal)).toMatch(/^HTTP\/1\.1 429 /)
    const closed = once(peer, 'close')
    peer.resetAndDestroy()
    await closed
  }
  // What nobody hears ends the process, and in a test the run.
  expect((await fetch(new URL('/health/ready', api.url))).status).toBe(200)
})

test('event streams are counted with the sockets, by address and by account', async () => {
  api = await startTestApi({ limits: { sockets: { perAddress: 3, perViewer: 2 } } })
  const token = await api.signIn('kitchen@demo.test')
  const id = await api.restaurantId('demo')
  const after = await api.boardCursor(token, id)
  const { sessionToken, tableSession } = await api.sitDown('demo-1')
  const first = api.sse(token, WATCH, { id, after })
  const second = api.sse(token, WATCH, { id, after })
  await Promise.all([first.count(1), second.count(1)])
  const refused = [{ extensions: { code: 'RATE_LIMITED', limit: { name: 'connections' } } }]
  expect(await api.sse(token, WATCH, { id, after }).ended).toMatchObject(refused)
  const guestWatches = `subscription ($token: String!, $after: String) {
    tableSessionEvents(sessionToken: $token, after: $after) { cursor }
  }`
  const variables = { token: sessionToken, after: tableSession.cursor }
  const guest = api.sse(undefined, guestWatches, variables)
  await api.order(sessionToken)
  await guest.count(1)
  expect(await api.sse(undefined, guestWatches, variables).ended).toMatchObject(refused)
  first.unsubscribe()
  await expect
    .poll(async () => {
      const again = api.sse(token, WATCH, { id, after })
      return Promise.race([again.count(1).then(() => 'heard'), again.ended.then(() => 'refused')])
    })
    .toBe('heard')
})

test('behind a proxy it is the address that the proxy has seen', async () => {
  api = await startTestApi({ limits: { sockets: { perAddress: 1, perViewer: 100 }, trustedProxies: '1' } })
  expect((await connect({ 'x-forwarded-for': '198.51.100.1' })).outcome).toBe('open')
  expect((await connect({ 'x-forwarded-for': '198.51.100.2' })).outcome).toBe('open')
  expect((await connect({ 'x-forwarded-for': '198.51.100.9, 198.51.100.2' })).outcome).toBe(429)
})

test('sockets of one account are counted, and the one too many is to try again later', async () => {
  api = await startTestApi({ limits: { sockets: { perAddress: 100, perViewer: 1 } } })
  const token = await api.signIn('kitchen@demo.test')
  const id = await api.restaurantId('demo')
  const after = await api.boardCursor(token, id)
  const first = api.socket(token).subscribe(WATCH, { id, after })
  await api.sitDown('demo-1')
  await first.count(1)
  expect(await api.socket(token).subscribe(WATCH, { id, after }).ended).toMatchObject({ code: 1013 })
  const other = await api.signIn('server@demo.test')
  await api.socket(other).subscribe(WATCH, { id, after }).count(1)
})

test('a socket that sends faster than any screen is closed, to try again later', async () => {
  api = await startTestApi()
  const { socket } = await connect()
  const closed = new Promise((resolve) => socket.on('close', resolve))
  for (let sent = 0; sent < 2_000; sent++) socket.send(JSON.stringify({ type: 'ping' }))
  expect(await closed).toBe(1013)
})
