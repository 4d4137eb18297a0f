import { request } from 'node:http'
import { connect } from 'node:net'
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
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', limit: { name: 'bytes', allowed: 102_400 } } }],
    })
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

test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', ''])(
  'an operation that comes as %j, as a page of another site could send it, is refused',
  async (contentType) => {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: contentType ? { 'content-type': contentType } : {},
      body: new Uint8Array(Buffer.from('query=mutation{signOut{signedOut}}')),
    })
    expect(response.status).toBe(415)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  },
)

test('a host that is none is refused in words, not with a stack', async () => {
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => resolve(text)).on('error', reject)
    socket.write('GET /graphql?query={viewer{id}} HTTP/1.1\r\nHost: a b c\r\nConnection: close\r\n\r\n')
  })
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
  expect(answer).not.toMatch(/\.js|at /)
})

test('a socket for anything but /graphql is not opened', async () => {
  const socket = new WebSocket(new URL('/elsewhere', api.url.replace('http', 'ws')), 'graphql-transport-ws')
  const error = await new Promise<Error>((resolve) => socket.on('error', resolve))
  expect(error.message).toMatch(/hang up|ECONNRESET/)
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

test('a socket that does not say who it is is closed with 4408, after three seconds', async () => {
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws')
  await new Promise((resolve) => socket.once('open', resolve))
  const opened = performance.now()
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4408)
  expect(performance.now() - opened).toBeGreaterThan(2_900)
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
