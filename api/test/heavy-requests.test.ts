import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { DOCUMENT_LIMITS, MAX_COST } from '../src/graphql/limits/document-limits.ts'
import { hasDatabaseServer } from './database.ts'
import { startTestApi, type TestApi } from './test-api.ts'
import { WAYS } from './ways.ts'

/** Long enough for a sign-in on a busy machine. */
const TIMEOUT_MS = 3_000
const MENU = 'query Menu { restaurant(slug: "demo") { name } }'
/** As documents of the web app, it has a variable that is not text. */
const ITEMS =
  'query Items($withItems: Boolean!) { restaurant(slug: "demo") { name menu @include(if: $withItems) { categories { id } } } }'
const ITEMS_HASH = createHash('sha256').update(ITEMS).digest('hex')
const MENU_HASH = createHash('sha256').update(MENU).digest('hex')
const byHash = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } })

let development: TestApi
let production: TestApi
/** In production mode, where guests may write documents. */
let open: TestApi
let token: string

beforeAll(async () => {
  development = await startTestApi({ limits: { operationTimeoutMs: TIMEOUT_MS } })
  const persistedDocuments = new Map([
    [MENU_HASH, MENU],
    [ITEMS_HASH, ITEMS],
  ])
  production = await startTestApi({
    limits: { production: true, persistedDocumentsOnly: true, persistedDocuments },
  })
  open = await startTestApi({ limits: { production: true } })
  token = await production.signIn('kitchen@demo.test')
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => Promise.all([development, production, open].map((api) => api.stop())))

const times = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ')

describe.each(WAYS)('over %s', (_way, ask) => {
  test.each<[string, string, number]>([
    ['tokens', '{a'.repeat(10_000), DOCUMENT_LIMITS.tokens],
    ['depth', `{ ${'a { '.repeat(30)}a${' }'.repeat(30)} }`, DOCUMENT_LIMITS.depth],
    ['aliases', `{ ${times(101, (i) => `a${i}: __typename`)} }`, DOCUMENT_LIMITS.aliases],
    ['repetitions', `{ ${times(250, () => '__typename')} }`, DOCUMENT_LIMITS.repetitions],
    ['directivesOnOne', `{ __typename ${'@aa'.repeat(10)} }`, DOCUMENT_LIMITS.directivesOnOne],
    ['rootFields', `mutation { ${times(6, (i) => `f${i}`)} }`, DOCUMENT_LIMITS.rootFields.mutation],
    [
      'cost',
      `{ ${times(12, (i) => `a${i}: restaurantEvents(restaurantId: "x", first: 100) { edges { node { ... on GuestJoinedEvent { tableSession { id orders { id } } } } } }`)} }`,
      MAX_COST,
    ],
  ])('too much of %s is refused with the limit', async (name, query, allowed) => {
    const { body } = await ask(development.url, { query })
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', limit: { name, allowed } } }],
    })
    expect(body.data ?? null).toBeNull()
  })

  test('in production a guest runs the web app’s documents, by their hashes, and no others', async () => {
    expect((await ask(production.url, byHash(MENU_HASH))).body).toEqual({
      data: { restaurant: { name: expect.any(String) } },
    })
    expect((await ask(production.url, { ...byHash(MENU_HASH), query: MENU })).body.data).not.toBeNull()
    for (const query of [
      MENU,
      '{ viewer { id } }',
      '{ nothing }',
      'nonsense',
      '{ __schema { types { name } } }',
    ]) {
      const { body } = await ask(production.url, { query, ...byHash('0'.repeat(64)) })
      expect(body).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT', reason: 'DOCUMENT_REFUSED' } }],
      })
    }
    expect((await ask(production.url, byHash('0'.repeat(64)))).body).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', reason: 'UNKNOWN_DOCUMENT' } }],
    })
  })

  test('a document of ours with another text is none of ours', async () => {
    const { body } = await ask(production.url, { ...byHash(MENU_HASH), query: '{ viewer { id } }' })
    expect(body).toMatchObject({ errors: [{ extensions: { reason: 'DOCUMENT_REFUSED' } }] })
  })

  test('in production whoever signs in does so, and then writes documents of their own', async () => {
    const input = { email: 'kitchen@demo.test', password: 'demo-menumate' }
    const query =
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { token } } }'
    const { body } = await ask(production.url, { query, variables: { input } })
    const mine = await ask(production.url, { query: '{ viewer { name } }' }, body.data.signIn.token)
    expect(mine.body.data.viewer.name).toEqual(expect.any(String))
  })

  test('in production the schema is for those who are signed in', async () => {
    const query = '{ __schema { queryType { name } } }'
    expect((await ask(open.url, { query })).body).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    })
    expect((await ask(open.url, { query: '{ __type(name: "Order") { name } }' })).body.errors).toBeDefined()
    expect((await ask(production.url, { query }, token)).body.data.__schema.queryType.name).toBe('Query')
    expect((await ask(development.url, { query })).body.data.__schema.queryType.name).toBe('Query')
  })

  test.each<[string, object]>([
    ['a field', { query: '{ restaurnt(slug: "demo") { id } }' }],
    ['an argument', { query: '{ restaurant(slg: "demo") { id } }' }],
    [
      'a field of a variable',
      {
        query: 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
        variables: { input: { emal: 'x', email: 'x', password: 'x' } },
      },
    ],
  ])('in production a hint at %s too', async (_what, params) => {
    const hint = /Did you mean/
    expect(JSON.stringify((await ask(open.url, params)).body)).not.toMatch(hint)
    expect(JSON.stringify((await ask(production.url, params, token)).body)).toMatch(hint)
    expect(JSON.stringify((await ask(development.url, params)).body)).toMatch(hint)
  })

  // GraphQL repeats the value in its message, which is then looked through for hints at the schema.
  test.each([
    ['hints', ' Did you mean '],
    ['hints that end', ' Did you mean ?'],
    ['quotation marks', '"'],
  ])('in production a value of 63 KB of %s is told in a few words', async (_what, part) => {
    const withItems = part.repeat(63_000 / JSON.stringify(part).slice(1, -1).length)
    const { body } = await ask(production.url, { ...byHash(ITEMS_HASH), variables: { withItems } })
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    expect(body.errors[0].message).toMatch(/^Variable "\$withItems" got invalid value .{1,270}$/)
    expect(body.errors[0].message.length).toBeLessThanOrEqual(300)
  })

  test('an operation that takes too long ends with a code', async () => {
    vi.spyOn(development.services.kitchen, 'board').mockReturnValue(new Promise(() => {}))
    const signedIn = await development.signIn('kitchen@demo.test')
    const id = await development.restaurantId('demo')
    const query = 'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }'
    const { body } = await ask(development.url, { query, variables: { id } }, signedIn)
    expect(body).toMatchObject({
      errors: [
        {
          extensions: { code: 'INTERNAL_SERVER_ERROR', limit: { name: 'milliseconds', allowed: TIMEOUT_MS } },
        },
      ],
    })
  })

  // An embedded database has no such limit.
  test.runIf(hasDatabaseServer)('a statement that takes too long ends with a code', async () => {
    vi.spyOn(open.services.kitchen, 'board').mockImplementation(() =>
      open.db.$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL statement_timeout = 50`
        await tx.$queryRaw`SELECT pg_sleep(30)`
        return expect.unreachable()
      }),
    )
    const signedIn = await open.signIn('kitchen@demo.test')
    const id = await open.restaurantId('demo')
    const query = 'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }'
    const { body } = await ask(open.url, { query, variables: { id } }, signedIn)
    expect(body).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(/^This took too long/),
          extensions: { code: 'INTERNAL_SERVER_ERROR', limit: { name: 'milliseconds', allowed: 5_000 } },
        },
      ],
    })
  })

  test('a subscription that does not begin in time ends with a code', async () => {
    const { sessionToken } = await development.sitDown('demo-1')
    vi.spyOn(development.services.log, 'subscribe').mockReturnValue(new Promise(() => {}))
    const { body } = await ask(development.url, {
      query: 'subscription ($token: String!) { orderStatusChanged(sessionToken: $token) { id } }',
      variables: { token: sessionToken },
    })
    expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
  })

  test('who may write documents is told what they cost, and guests are not', async () => {
    const query = '{ restaurant(slug: "demo") { name } }'
    expect((await ask(production.url, { query }, token)).body.extensions).toEqual({
      cost: { fields: 2, allowed: MAX_COST },
    })
    expect((await ask(open.url, { query })).body.extensions).toBeUndefined()
  })
})

test('in production a value as large as a body may be is told in a few words', async () => {
  const variables = { withItems: ' Did you mean '.repeat(7_000) }
  const response = await fetch(production.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...byHash(ITEMS_HASH), variables }),
  })
  const text = await response.text()
  expect(text).toContain('got invalid value')
  expect(text.length).toBeLessThan(1_000)
})

describe('a GET', () => {
  const get = (api: TestApi, headers: Record<string, string> = {}) =>
    fetch(`${api.url}?${new URLSearchParams({ query: '{ viewer { name } }' })}`, {
      headers: { accept: 'application/json', ...headers },
    })

  test('in production needs a header that a page of another site cannot add', async () => {
    expect((await get(open)).status).toBe(400)
    expect((await get(open, { 'x-menumate-csrf': '1' })).status).toBe(200)
    const signedIn = await open.signIn('kitchen@demo.test')
    expect((await get(open, { authorization: `Bearer ${signedIn}` })).status).toBe(200)
  })

  test('acts on a cookie only beside that header', async () => {
    const response = await fetch(development.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          'mutation { signIn(input: { email: "kitchen@demo.test", password: "demo-menumate" }) { __typename } }',
      }),
    })
    const cookie = response.headers
      .getSetCookie()
      .map((value) => value.split(';')[0])
      .join('; ')
    expect(await (await get(development, { cookie })).json()).toEqual({ data: { viewer: null } })
    expect(await (await get(development, { cookie, 'x-menumate-csrf': '1' })).json()).toMatchObject({
      data: { viewer: { name: expect.any(String) } },
    })
  })
})
