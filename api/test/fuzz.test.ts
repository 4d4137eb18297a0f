import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { schema } from '../src/graphql/schema.ts'
import { CREATE_ORDER, UPDATE_ORDER_STATUS } from './client.ts'
import { byHash, chanceOf, createFuzzer } from './fuzz.ts'
import { startTestApi, type TestApi } from './test-api.ts'

const SEED = 20_261_123
const REQUESTS = 400
/** Documents that anybody may run: what is strange are their variables. */
const OURS = [
  CREATE_ORDER,
  UPDATE_ORDER_STATUS,
  'query ($with: Boolean!, $slug: String!) { restaurant(slug: $slug) { name @include(if: $with) } }',
  'query ($token: String!) { tableSession(sessionToken: $token) { id } }',
  'mutation ($input: StartTableSessionInput!) { startTableSession(input: $input) { __typename } }',
]

let api: TestApi
/** As strangers meet it: they may write no documents, and are told nothing of the schema. */
let production: TestApi
let token: string
let known: string[]
const unhandled = vi.fn()

beforeAll(async () => {
  api = await startTestApi()
  production = await startTestApi({
    limits: {
      production: true,
      persistedDocumentsOnly: true,
      persistedDocuments: new Map(OURS.map((text) => [byHash(text).persistedQuery.sha256Hash, text])),
    },
  })
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
  await Promise.all([api.stop(), production.stop()])
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

test('whatever a stranger asks of a production is answered in few words, and never with a fault of ours', async () => {
  const chance = chanceOf(SEED)
  const fuzzer = createFuzzer(schema, chance, known)
  for (let count = 0; count < REQUESTS; count++) {
    const text = OURS[count % OURS.length] ?? ''
    const asked =
      count % 4 === 0 ? fuzzer.request() : { extensions: byHash(text), variables: fuzzer.variablesOf(text) }
    const isGet = count % 2 === 0
    const address = isGet ? `${production.url}?${fuzzer.search()}` : production.url
    const body = JSON.stringify(asked)
    const response = await fetch(
      address,
      isGet
        ? { headers: { accept: 'application/json', 'x-menumate-csrf': '1' } }
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body },
    )
    const asks = isGet ? address : body
    expect(response.status, asks).toBeLessThan(500)
    const answer = await response.text()
    expect(answer, asks).not.toMatch(INTERNAL)
    expect(answer, asks).not.toMatch(/Did you mean "/)
    expect(answer.length, asks).toBeLessThan(10_000)
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
