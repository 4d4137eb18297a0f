import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { demo } from '../../prisma/seed.ts'
import { pair } from './identity.ts'
import { startTestApi, type TestApi } from './test-api.ts'
import { TEST_CONFIG } from './test-node.ts'

const { sockets: SOCKETS } = TEST_CONFIG.limits

let api: TestApi
afterEach(() => api.stop())

const WATCH = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) { cursor }
}`

const GUEST_WATCH = /* GraphQL */ `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { cursor }
}`

/** A raw connection. */
async function connect(headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws', { headers })
  socket.on('error', () => {})
  await once(socket, 'open')
  return socket
}

/** A socket that says nothing of who it is, once it is greeted. */
async function strange(headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = await connect(headers)
  socket.send('{"type":"connection_init"}')
  await once(socket, 'message')
  return socket
}

const isOpen = ({ readyState }: WebSocket) => readyState === WebSocket.OPEN

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

test('of the sockets of nobody from one address, whatever it claims to be forwarded for, the oldest makes way', async () => {
  api = await startTestApi({ limits: { sockets: { ...SOCKETS, strangers: 2 } } })
  const [first, second] = [
    await strange({ 'x-forwarded-for': '198.51.100.1' }),
    await strange({ 'x-forwarded-for': '198.51.100.2' }),
  ]
  const closed = once(first, 'close')
  const third = await strange({ 'x-forwarded-for': '198.51.100.3' })
  expect((await closed)[0]).toBe(1013)
  expect([second, third].every(isOpen)).toBe(true)
})

test('strangers who hold all their sockets keep out nobody who says who they are', async () => {
  api = await startTestApi({ limits: { sockets: { ...SOCKETS, strangers: 5, perAddress: 1 } } })
  const token = await api.signIn('kitchen@demo.test')
  const device = await pair(api)
  const id = await api.restaurantId('demo')
  const after = await api.boardCursor(token, id)
  const { sessionToken, tableSession } = await api.sitDown('demo-1')
  const strangers: WebSocket[] = []
  const fill = async () => {
    for (let index = 0; index < 5; index++) strangers.push(await strange())
  }
  await fill()
  const watching = [
    api.socket(token).subscribe(WATCH, { id, after }),
    api.socket(device.token).subscribe(WATCH, { id, after }),
    api.sse(token, WATCH, { id, after }),
    api.socket().subscribe(GUEST_WATCH, { token: sessionToken, after: tableSession.cursor }),
  ]
  const cookie = await connect({ cookie: await cookieOf('kitchen@demo.test') })
  cookie.send('{"type":"connection_init"}')
  await once(cookie, 'message')
  await api.order(sessionToken)
  await Promise.all(watching.map((received) => received.count(1)))
  // Nor do they lose their socket to those who come later.
  await fill()
  expect(isOpen(cookie)).toBe(true)
  await api.order(sessionToken)
  await Promise.all(watching.map((received) => received.count(2)))
  await expect.poll(() => strangers.filter(isOpen).length).toBe(5)
})

test('a socket whose guest listens no more is nobody’s again, and leaves its place to another guest', async () => {
  api = await startTestApi({ limits: { sockets: { ...SOCKETS, perAddress: 1 } } })
  const { sessionToken, tableSession } = await api.sitDown('demo-1')
  const variables = { token: sessionToken, after: tableSession.cursor }
  await api.order(sessionToken)
  const first = api.socket().subscribe(GUEST_WATCH, variables)
  await first.count(1)
  expect(await api.socket().subscribe(GUEST_WATCH, variables).ended).toMatchObject([
    { extensions: { code: 'RATE_LIMITED', limit: { name: 'connections' } } },
  ])
  first.unsubscribe()
  await expect
    .poll(async () => {
      const again = api.socket().subscribe(GUEST_WATCH, variables)
      return Promise.race([again.count(1).then(() => 'heard'), again.ended.then(() => 'refused')])
    })
    .toBe('heard')
})

test.each(['WebSocket', 'SSE'])(
  'the 25th subscription of one guest over %s is refused, and the others go on',
  async (way) => {
    api = await startTestApi()
    const { sessionToken, tableSession } = await api.sitDown('demo-1')
    const variables = { token: sessionToken, after: tableSession.cursor }
    const listen = () =>
      way === 'SSE'
        ? api.sse(undefined, GUEST_WATCH, variables)
        : api.socket().subscribe(GUEST_WATCH, variables)
    const running = Array.from({ length: 24 }, listen)
    await api.order(sessionToken)
    await Promise.all(running.map((received) => received.count(1)))
    expect(await listen().ended).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', limit: { name: 'subscriptions', allowed: 24 } } },
    ])
    await api.order(sessionToken)
    await Promise.all(running.map((received) => received.count(2)))
    const { sessionToken: other, tableSession: table } = await api.sitDown('demo-2')
    await api.order(other)
    await api.socket().subscribe(GUEST_WATCH, { token: other, after: table.cursor }).count(1)
  },
)

test('event streams are counted with the sockets, by address and by account', async () => {
  api = await startTestApi({ limits: { sockets: { ...SOCKETS, perAddress: 1, perViewer: 2 } } })
  const token = await api.signIn('kitchen@demo.test')
  const id = await api.restaurantId('demo')
  const after = await api.boardCursor(token, id)
  const { sessionToken, tableSession } = await api.sitDown('demo-1')
  const first = api.sse(token, WATCH, { id, after })
  const second = api.sse(token, WATCH, { id, after })
  await Promise.all([first.count(1), second.count(1)])
  const refused = (allowed: number) => [
    { extensions: { code: 'RATE_LIMITED', limit: { name: 'connections', allowed } } },
  ]
  expect(await api.sse(token, WATCH, { id, after }).ended).toMatchObject(refused(2))
  const variables = { token: sessionToken, after: tableSession.cursor }
  const guest = api.sse(undefined, GUEST_WATCH, variables)
  await api.order(sessionToken)
  await guest.count(1)
  expect(await api.sse(undefined, GUEST_WATCH, variables).ended).toMatchObject(refused(1))
  first.unsubscribe()
  await expect
    .poll(async () => {
      const again = api.sse(token, WATCH, { id, after })
      return Promise.race([again.count(1).then(() => 'heard'), again.ended.then(() => 'refused')])
    })
    .toBe('heard')
})

test('behind a proxy it is the address that the proxy has seen', async () => {
  api = await startTestApi({ limits: { sockets: { ...SOCKETS, strangers: 1 }, trustedProxies: '1' } })
  const first = await strange({ 'x-forwarded-for': '198.51.100.1' })
  const other = await strange({ 'x-forwarded-for': '198.51.100.2' })
  expect([first, other].every(isOpen)).toBe(true)
  const closed = once(other, 'close')
  await strange({ 'x-forwarded-for': '198.51.100.9, 198.51.100.2' })
  await closed
  expect(isOpen(first)).toBe(true)
})

test('sockets of one account are counted, and the one too many is to try again later', async () => {
  api = await startTestApi({ limits: { sockets: { ...SOCKETS, perViewer: 1 } } })
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

const often = (send: () => void) => {
  for (let sent = 0; sent < 2_000; sent++) send()
}

test.each<[string, (socket: WebSocket) => void]>([
  ['messages', (socket) => often(() => socket.send(JSON.stringify({ type: 'ping' })))],
  [
    'pings',
    // Each behind the answer to the one before: ws itself cuts off whoever does not wait.
    (socket) => {
      socket.on('pong', () => socket.ping())
      socket.ping()
    },
  ],
  ['pongs that nobody asked for', (socket) => often(() => socket.pong())],
])('a socket that sends %s faster than any screen is closed, to try again later', async (_what, flood) => {
  api = await startTestApi()
  const socket = await connect()
  const closed = once(socket, 'close')
  flood(socket)
  expect((await closed)[0]).toBe(1013)
})

test('a client’s broken frames close its socket, and are no entry in the log', async () => {
  api = await startTestApi()
  const socket = await connect()
  const complaints = vi.spyOn(console, 'error')
  const closed = once(socket, 'close')
  // A reserved opcode.
  ;(socket as unknown as { _socket: Socket })._socket.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]))
  expect((await closed)[0]).toBe(1002)
  expect(complaints).not.toHaveBeenCalled()
})

/** What a browser sends after signing in. */
async function cookieOf(email: string): Promise<string> {
  const response = await fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      variables: { input: { email, password: demo.password } },
    }),
  })
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}
