import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Answer } from '../../test/client.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { CursorExpiredError } from '../events/cursor.ts'
import { encodeGlobalId } from './global-id.ts'

let api: TestApi
let kitchen: string
let restaurantId: string
let tables = 0

beforeAll(async () => {
  api = await startTestApi()
  kitchen = await api.signIn('kitchen@demo.test')
  restaurantId = await api.restaurantId('demo')
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => api.stop())

const BOARD = 'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }'
const EVENTS = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) { __typename cursor }
}`

describe.each(TRANSPORTS)('over %s', (name) => {
  test.each<[string, string, Record<string, unknown>?]>([
    ['an unknown field', '{ nothing }'],
    ['an unknown argument', '{ restaurant(slug: "demo", id: 1) { slug } }'],
    ['a missing argument', '{ restaurant { slug } }'],
    ['a syntax error', '{ viewer {'],
    ['an empty document', ''],
    ['a document of spaces', ' \n'],
    ['NUL', '\u0000'],
    ['a lone surrogate', '\ud800'],
    ['a document without an operation', 'fragment F on Query { viewer { id } }'],
    ['two operations and no name', 'query A { viewer { id } } query B { viewer { id } }'],
    [
      'a variable of the wrong type',
      'query ($slug: String!) { restaurant(slug: $slug) { id } }',
      { slug: 1 },
    ],
    ['a variable that is null', 'query ($slug: String!) { restaurant(slug: $slug) { id } }', { slug: null }],
    ['a variable that is not given', 'query ($slug: String!) { restaurant(slug: $slug) { id } }'],
    ['an unknown variable type', 'query ($slug: Slug) { restaurant(slug: $slug) { id } }'],
    ['a subscription to nothing', 'subscription { nothing { id } }'],
    [
      'two subscriptions in one',
      'subscription { a: restaurantEvents(restaurantId: "x") { id } b: restaurantEvents(restaurantId: "x") { id } }',
    ],
  ])('%s is the caller’s mistake', async (_what, query, variables) => {
    const { data, errors } = await transport(api, name).request(query, variables)
    expect(data ?? null).toBeNull()
    expect(errors?.length).toBeGreaterThan(0)
    for (const error of errors ?? []) {
      expect(error.extensions).toEqual({ code: 'BAD_USER_INPUT' })
      expect(error.message).not.toBe('')
    }
  })

  test.each([
    ['an error', new Error('SELECT secret FROM vault')],
    [
      'an error with a code of its own',
      Object.assign(new Error('SELECT secret FROM vault'), { code: 'P2010' }),
    ],
    ['a text', 'SELECT secret FROM vault'],
    ['nothing', undefined],
  ])('%s that nobody expected is told to nobody', async (_what, thrown) => {
    vi.spyOn(api.services.kitchen, 'board').mockRejectedValue(thrown)
    const answer = await transport(api, name, kitchen).request(BOARD, { id: restaurantId })
    expect(answer).toMatchObject({
      data: null,
      errors: [{ path: ['kitchenBoard'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
    expect(JSON.stringify(answer)).not.toMatch(/SELECT|secret|P2010|stack|at /)
  })
})

describe('an error that nobody expected is told to nobody', () => {
  const thrown = new Error('SELECT secret FROM vault')
  const INTERNAL = [{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]

  /** A socket that stays open by a subscription, which must live on whatever happens to others. */
  async function busySocket() {
    const socket = api.socket(kitchen)
    const after = await api.boardCursor(kitchen, restaurantId)
    const watching = socket.subscribe(EVENTS, { id: restaurantId, after })
    await api.sitDown(`demo-${++tables}`)
    await watching.count(1)
    return { socket, watching }
  }

  test.each<[string, () => void]>([
    ['as it begins', () => vi.spyOn(api.services.log, 'subscribe').mockRejectedValue(thrown)],
    ['as its viewer is looked up', () => vi.spyOn(api.services.auth, 'resolve').mockRejectedValue(thrown)],
  ])('by a subscription %s, and the others go on', async (_when, fail) => {
    const { socket, watching } = await busySocket()
    fail()
    const refused = await socket.subscribe(EVENTS, { id: restaurantId }).ended
    vi.restoreAllMocks()
    expect(refused).toMatchObject(INTERNAL)
    expect(JSON.stringify(refused)).not.toMatch(/SELECT|secret/)
    await api.sitDown(`demo-${++tables}`)
    await watching.count(2)
  })

  const failing = (error: Error) => {
    const events = { next: () => Promise.reject(error), [Symbol.asyncIterator]: () => events }
    return events
  }

  test('by a subscription while it runs, and its client is asked to come back', async () => {
    vi.spyOn(api.services.log, 'subscribe').mockResolvedValue(failing(thrown))
    const closed = await api.socket(kitchen).subscribe(EVENTS, { id: restaurantId }).ended
    expect(closed).toMatchObject({ code: 1013, reason: 'Try again later' })
  })

  test('by an event that cannot be made, and it is not left out: its client comes back for it', async () => {
    const after = await api.boardCursor(kitchen, restaurantId)
    const query = `subscription ($id: ID!, $after: String) {
      restaurantEvents(restaurantId: $id, after: $after) {
        cursor
        ... on TableSessionChangedEvent { tableSession { id } }
      }
    }`
    vi.spyOn(api.services.sessions, 'existing').mockRejectedValueOnce(thrown)
    const cut = api.socket(kitchen).subscribe(query, { id: restaurantId, after })
    const { tableSession } = await api.services.sessions
      .start({ tableCode: `demo-${++tables}` })
      .catch(() => {
        throw new Error('The fault was meant for the event')
      })
    expect(await cut.ended).toMatchObject({ code: 1013 })
    expect(cut.events).toEqual([])
    const again = api.socket(kitchen).subscribe(query, { id: restaurantId, after })
    const [{ restaurantEvents }] = await again.count(1)
    expect(restaurantEvents.tableSession.id).toBe(encodeGlobalId('TableSession', tableSession.id))
  })

  test('but a listener who fell behind the log is told so', async () => {
    vi.spyOn(api.services.log, 'subscribe').mockResolvedValue(failing(new CursorExpiredError()))
    const refused = await api.socket(kitchen).subscribe(EVENTS, { id: restaurantId }).ended
    expect(refused).toMatchObject([{ extensions: { code: 'CURSOR_EXPIRED' } }])
  })

  test('by a socket that connects, and its client is asked to come back', async () => {
    vi.spyOn(api.services.auth, 'resolve').mockRejectedValue(thrown)
    const closed = await api.socket(kitchen).subscribe(EVENTS, { id: restaurantId }).ended
    expect(closed).toMatchObject({ code: 1013, reason: 'Try again later' })
  })
})

describe('HTTP', () => {
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${api.url}?${new URLSearchParams({ query })}`, { headers })

  test('answers a query by GET', async () => {
    const response = await get('{ restaurant(slug: "demo") { slug } }', { accept: 'application/json' })
    expect(await response.json()).toEqual({ data: { restaurant: { slug: 'demo' } } })
  })

  test('refuses a mutation by GET', async () => {
    const response = await get('mutation { signOut { signedOut } }', {
      accept: 'application/json',
      authorization: `Bearer ${kitchen}`,
    })
    expect(response.status).toBe(405)
    expect(((await response.json()) as Answer).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ])
    expect((await api.http(kitchen).request('{ viewer { name } }')).data.viewer).not.toBeNull()
  })

  test.each([
    ['no JSON', 'nonsense'],
    ['empty', ''],
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"{ viewer { id } }"'],
    ['an object without a query', '{}'],
    ['a query that is no text', '{"query":1}'],
    ['variables that are no object', '{"query":"{ viewer { id } }","variables":[]}'],
    ['a batch', '[{"query":"{ viewer { id } }"},{"query":"{ viewer { id } }"}]'],
  ])('a body that is %s is the caller’s mistake', async (_what, body) => {
    const response = await fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(response.status).toBeLessThan(500)
    expect(((await response.json()) as Answer).errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })

  test('a subscription over server-sent events brings what happens', async () => {
    const abort = new AbortController()
    const response = await fetch(api.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${kitchen}`,
      },
      body: JSON.stringify({
        query: EVENTS,
        variables: { id: restaurantId, after: await api.boardCursor(kitchen, restaurantId) },
      }),
      signal: abort.signal,
    })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    await api.sitDown('demo-12')
    let stream = ''
    for await (const chunk of response.body ?? []) {
      stream += Buffer.from(chunk).toString()
      if (stream.includes('restaurantEvents')) break
    }
    expect(stream).toMatch(
      /event: next\ndata: \{"data":\{"restaurantEvents":\{"__typename":"TableSessionChangedEvent"/,
    )
    abort.abort()
  })
})
