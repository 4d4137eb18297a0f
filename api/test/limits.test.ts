import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { startTestApi, type TestApi } from './test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const TEN_MEGABYTES = 10_000_000
const orderWithNote = (note: string) =>
  JSON.stringify({
    query: 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { __typename } }',
    variables: { input: { sessionToken: 'x', idempotencyKey: 'x', note, items: [] } },
  })

async function isHealthy(): Promise<boolean> {
  const { status } = await fetch(new URL('/health/ready', api.url))
  const { data } = await api.http().request('{ restaurant(slug: "demo") { slug } }')
  return status === 200 && data.restaurant.slug === 'demo'
}

describe('a body of ten megabytes', () => {
  test.each(Array.from({ length: 5 }, (_, index) => index + 1))('is answered with 413, time %i', async () => {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: orderWithNote('x'.repeat(TEN_MEGABYTES)),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    expect(await isHealthy()).toBe(true)
  })

  test('is not even waited for', async () => {
    const status = await new Promise((resolve, reject) => {
      const sending = request(api.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': TEN_MEGABYTES },
      })
      sending.on('response', ({ statusCode }) => resolve(statusCode)).on('error', reject)
      sending.flushHeaders()
    })
    expect(status).toBe(413)
  })

  test('of no stated length is refused for that', async () => {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([orderWithNote('x')]).stream(),
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(411)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  })
})

test('a message of ten megabytes closes its socket with 1009, and no other', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const neighbour = api.socket()
  await neighbour.request('{ viewer { id } }')
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws')
  const code = await new Promise((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })))
    socket.on('message', () =>
      socket.send(`{"id":"1","type":"subscribe","payload":${orderWithNote('x'.repeat(TEN_MEGABYTES))}}`),
    )
    socket.on('error', () => {})
    socket.on('close', resolve)
  })
  expect(code).toBe(1009)
  expect(await neighbour.request('{ viewer { id } }')).toEqual({ data: { viewer: null } })
  expect(await isHealthy()).toBe(true)
})

test.each([
  ['nonsense', 'nonsense', 4400],
  [
    'an operation before connection_init',
    '{"id":"1","type":"subscribe","payload":{"query":"{ viewer { id } }"}}',
    4401,
  ],
  ['an unknown type', '{"type":"hello"}', 4400],
])('%s closes its socket, and the server goes on', async (_what, message, expected) => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws')
  const code = await new Promise((resolve) => {
    socket.on('open', () => socket.send(message))
    socket.on('close', resolve)
  })
  expect(code).toBe(expected)
  expect(await isHealthy()).toBe(true)
})
