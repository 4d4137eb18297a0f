import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { schema } from '../src/graphql/schema.ts'
import { chanceOf, createFuzzer } from './fuzz.ts'
import { startTestApi, type TestApi } from './test-api.ts'

const SEED = 20_261_123
const REQUESTS = 400

let api: TestApi
let token: string
let known: string[]
const unhandled = vi.fn()

beforeAll(async () => {
  api = await startTestApi()
  token = await api.signIn('owner@demo.test')
  const { sessionToken, tableSession } = await api.sitDown('demo-1')
  const order = await api.order(sessionToken)
  const restaurantId = await api.restaurantId('demo')
  known = [sessionToken, tableSession.id, tableSession.cursor, order.id, restaurantId, 'demo', 'demo-2']
  process.on('unhandledRejection', unhandled)
})
afterEach(() => vi.restoreAllMocks())
afterAll(async () => {
  process.off('unhandledRejection', unhandled)
  await api.stop()
})

/** What nobody expected is answered with this code, and with no other word. */
const INTERNAL = /INTERNAL_SERVER_ERROR/

test('whatever is asked over HTTP is answered, and never with a fault of ours', async () => {
  const fuzzer = createFuzzer(schema, chanceOf(SEED), known)
  for (let count = 0; count < REQUESTS; count++) {
    const { query, variables } = fuzzer.request()
    const body = JSON.stringify({ query, variables })
    const response = await fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: count % 10 === 0 ? fuzzer.mutated(body) : body,
      // A subscription that is good goes on.
      signal: AbortSignal.timeout(20_000),
    })
    expect(response.status, body).toBeLessThan(500)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (isStream) await response.body?.cancel()
    else expect(await response.text(), body).not.toMatch(INTERNAL)
  }
  expect(unhandled).not.toHaveBeenCalled()
})

test('whatever is sent over a socket is answered or ends that socket, and never with a fault of ours', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const chance = chanceOf(SEED)
  const fuzzer = createFuzzer(schema, chance, known)
  for (let count = 0; count < REQUESTS / 10; count++) {
    const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws')
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    const messages: string[] = []
    const ponged = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        messages.push(String(data))
        if (String(data) === '{"type":"pong"}') resolve()
      })
    })
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }))
    })
    await new Promise((resolve) => socket.once('message', resolve))
    for (let id = 0; id < 10; id++) {
      const message = JSON.stringify({ type: 'subscribe', id: String(id), payload: fuzzer.request() })
      socket.send(chance() < 0.1 ? fuzzer.mutated(message) : message)
    }
    socket.send('{"type":"ping"}')
    await Promise.race([closed, ponged])
    socket.close()
    expect([1000, 1005, 4400, 4409]).toContain(await closed)
    expect(messages.join()).not.toMatch(INTERNAL)
  }
  expect(unhandled).not.toHaveBeenCalled()
  expect((await fetch(new URL('/health/ready', api.url))).status).toBe(200)
})
