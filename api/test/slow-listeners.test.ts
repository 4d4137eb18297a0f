import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { startTestApi, type TestApi } from './test-api.ts'

/** What comes back whole in an answer. */
const LONG = 'x'.repeat(60_000)
const SUBSCRIPTION = `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { cursor }
}`

let api: TestApi
let guest: Awaited<ReturnType<TestApi['sitDown']>>

beforeAll(async () => {
  api = await startTestApi()
  guest = await api.sitDown('demo-1')
})
afterAll(() => api.stop())

/** A socket that listens to the guest's table and reads nothing any more. */
async function openStalled(): Promise<WebSocket> {
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws')
  socket.on('error', () => {})
  await new Promise<void>((resolve) => {
    socket.on('open', () => socket.send('{"type":"connection_init"}'))
    socket.once('message', () => resolve())
  })
  const variables = { token: guest.sessionToken, after: guest.tableSession.cursor }
  socket.send(
    JSON.stringify({ id: 'events', type: 'subscribe', payload: { query: SUBSCRIPTION, variables } }),
  )
  await vi.waitFor(() => expect(api.services.log.stats().subscriptions).toBe(1))
  socket.pause()
  return socket
}

/** Sends messages until the server has had enough: nothing is listened to any more. */
async function sendUntilCutOff(socket: WebSocket, message: () => string): Promise<void> {
  while (api.services.log.stats().subscriptions > 0) {
    if (socket.readyState === WebSocket.OPEN)
      await new Promise<void>((resolve) => socket.send(message(), () => resolve()))
    // The server is in this process: it hears of the end only if it gets a turn.
    await setImmediate()
  }
}

test.each([
  [
    'answers',
    () =>
      JSON.stringify({ id: randomUUID() + LONG, type: 'subscribe', payload: { query: '{ __typename }' } }),
  ],
  ['pongs', () => JSON.stringify({ type: 'ping', payload: { text: LONG } })],
])(
  'a client that asks for %s and does not read them is cut off, and goes on from its cursor',
  async (_what, message) => {
    const stalled = await openStalled()
    await sendUntilCutOff(stalled, message)
    const closed = new Promise((resolve) => stalled.on('close', resolve))
    stalled.resume()
    expect(await closed).toBe(1006)

    const order = await api.order(guest.sessionToken)
    expect(order.status).toBe('PENDING')
    const back = api.socket().subscribe(SUBSCRIPTION, {
      token: guest.sessionToken,
      after: guest.tableSession.cursor,
    })
    await back.count(1)
    back.unsubscribe()
    await vi.waitFor(() => expect(api.services.log.stats().subscriptions).toBe(0))
  },
)
