import { afterEach, describe, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import { BUCKETS } from '../src/limits/buckets.ts'
import { openRateLimits } from '../src/limits/rate-limits.ts'
import { createLogger } from '../src/logger.ts'
import { startTestApi, type TestApi } from './test-api.ts'
import { WAYS } from './ways.ts'

let api: TestApi | undefined
afterEach(async () => {
  await api?.stop()
  api = undefined
})

async function startLimited(factor: number): Promise<TestApi> {
  const rateLimits = await openRateLimits({ kind: 'in-process' }, factor, createLogger('silent'))
  api = await startTestApi({ limits: { rateLimits, trustedProxies: '1' } })
  return api
}

/** One tenth of each, so that a test reaches them soon. */
const FACTOR = 0.1
const most = (bucket: keyof typeof BUCKETS) => Math.ceil(BUCKETS[bucket].points * FACTOR)

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }'
const ACCEPT = 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { __typename } }'
const SESSION = 'query ($token: String!) { tableSession(sessionToken: $token) { id } }'
const JOIN = 'mutation ($code: String!) { startTableSession(input: { tableCode: $code }) { __typename } }'
const ORDER = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { __typename } }'

describe.each(WAYS)('over %s', (_way, ask) => {
  /** How many in a row are let through, and the first refusal. */
  async function untilRefused(params: { query: string; variables?: object }, token?: string) {
    const { url } = api as TestApi
    for (let passed = 0; passed < 200; passed++) {
      const { body, status, headers } = await ask(url, params, token)
      if (body.errors?.[0]?.extensions.code === 'RATE_LIMITED')
        return { passed, error: body.errors[0], status, headers }
    }
    throw new Error('Nothing was refused')
  }

  test('sign-in', async () => {
    await startLimited(FACTOR * 5)
    const variables = { input: { email: 'kitchen@demo.test', password: 'wrong' } }
    const { passed, error, status, headers } = await untilRefused({ query: SIGN_IN, variables })
    expect(passed).toBe(5)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Too many tries\. Try again in \d+ s\.$/),
      extensions: {
        limit: { name: 'signInAccount', allowed: 5, seconds: 300 },
        retryAfter: expect.any(Number),
      },
    })
    // A socket has neither.
    if (status !== undefined) {
      expect(status).toBe(429)
      expect(headers?.get('retry-after')).toBe(String(error.extensions.retryAfter))
    }
  })

  test('guesses at the password of an account by an invitation of it', async () => {
    await startLimited(FACTOR)
    const input = { token: 'somebody-invited-them', name: 'Ada', password: 'a wrong guess' }
    const { passed, error } = await untilRefused({ query: ACCEPT, variables: { input } })
    expect(passed).toBe(most('signInAccount'))
    expect(error.extensions.limit.name).toBe('signInAccount')
  })

  test('joining a table', async () => {
    await startLimited(FACTOR)
    const { passed, error } = await untilRefused({ query: JOIN, variables: { code: 'demo-1' } })
    expect(passed).toBe(most('joinTable'))
    expect(error.extensions.limit.name).toBe('joinTable')
  })

  test('ordering, whatever becomes of the orders', async () => {
    const { sessionToken } = await (await startLimited(FACTOR)).sitDown('demo-1')
    const input = { sessionToken, idempotencyKey: 'one', items: [] }
    const { passed, error } = await untilRefused({ query: ORDER, variables: { input } })
    expect(passed).toBe(most('orderGuest'))
    expect(error.extensions.limit.name).toBe('orderGuest')
  })

  test('a guest who floods does not keep the others of the house from ordering', async () => {
    const { sitDown, order, url } = await startLimited(FACTOR)
    const flooder = (await sitDown('demo-1')).sessionToken
    const neighbour = (await sitDown('demo-2')).sessionToken
    const asFlooder = { query: SESSION, variables: { token: flooder } }
    await untilRefused(asFlooder)
    for (let index = 0; index < 100; index++) await ask(url, asFlooder)
    expect(await order(neighbour)).toMatchObject({ status: 'PENDING' })
  })

  test('a party that floods, each of its guests within their own limit, does not keep another table from its page', async () => {
    const { sitDown, url } = await startLimited(FACTOR)
    const tokenAt = async (table: string) => (await sitDown(table)).sessionToken
    const neighbour = await tokenAt('demo-2')
    const asOf = (token: string) => ask(url, { query: SESSION, variables: { token } })
    const refused = new Set<string>()
    for (let guest = 0; guest < 5; guest++) {
      const token = await tokenAt('demo-1')
      for (let index = 0; index < most('requestGuest'); index++) {
        const { body } = await asOf(token)
        if (body.errors) refused.add(body.errors[0].extensions.limit.name)
      }
    }
    expect([...refused]).toEqual(['requestSession'])
    expect((await asOf(neighbour)).body.data.tableSession).not.toBeNull()
  })

  test('tokens and codes that nobody was given are not looked up once the address has used up its tries', async () => {
    const { url, services, sitDown } = await startLimited(FACTOR)
    const seated = await sitDown('demo-1')
    const byToken = vi.spyOn(services.guests, 'byToken')
    const hasCode = vi.spyOn(services.tables, 'hasCode')
    const lookUps = () => byToken.mock.calls.length + hasCode.mock.calls.length
    const field = (index: number) =>
      `a${index}: createOrder(input: { sessionToken: "made-up-${index}", idempotencyKey: "k", items: [] }) { __typename }`
    const many = { query: `mutation { ${[0, 1, 2, 3, 4].map(field).join(' ')} }` }
    for (let index = 0; index < 20; index++) await ask(url, many)
    expect(lookUps()).toBeLessThanOrEqual(most('unknownToken'))
    byToken.mockClear()
    hasCode.mockClear()
    for (const params of [
      many,
      { query: SESSION, variables: { token: 'made-up' } },
      { query: JOIN, variables: { code: 'made-up' } },
    ]) {
      const { body } = await ask(url, params)
      expect(body.errors).toMatchObject([
        { extensions: { code: 'RATE_LIMITED', limit: { name: 'unknownToken' } } },
      ])
    }
    expect(lookUps()).toBe(0)
    const { body } = await ask(url, { query: SESSION, variables: { token: seated.sessionToken } })
    expect(body.data.tableSession).not.toBeNull()
  })

  test('nothing is looked up for a document that is refused', async () => {
    const rateLimits = await openRateLimits({ kind: 'in-process' }, FACTOR, createLogger('silent'))
    api = await startTestApi({ limits: { rateLimits, production: true, persistedDocumentsOnly: true } })
    const { url, services } = api
    const byToken = vi.spyOn(services.guests, 'byToken')
    const params = { query: SESSION, variables: { token: 'made-up' } }
    expect((await ask(url, params)).body.errors[0].extensions.reason).toBe('DOCUMENT_REFUSED')
    expect((await untilRefused(params)).error.extensions.limit.name).toBe('requestAddress')
    expect(byToken).not.toHaveBeenCalled()
  })

  test('anything else, by address for strangers and by credential for staff', async () => {
    const { signIn } = await startLimited(FACTOR)
    const token = await signIn('kitchen@demo.test')
    const anonymous = await untilRefused({ query: '{ viewer { id } }' })
    expect(anonymous.passed).toBe(most('requestAddress'))
    expect(anonymous.error.extensions.limit.name).toBe('requestAddress')
    expect((await untilRefused({ query: '{ viewer { id } }' }, token)).passed).toBe(most('requestViewer'))
  })

  test('what is refused for other reasons counts too', async () => {
    await startLimited(FACTOR)
    expect((await untilRefused({ query: 'nonsense' })).passed).toBe(most('requestAddress'))
  })

  test('the same thing many times in one document counts as often', async () => {
    await startLimited(FACTOR)
    const field = 'startTableSession(input: { tableCode: "demo-1" }) { __typename }'
    const { passed } = await untilRefused({ query: `mutation { a: ${field} b: ${field} c: ${field} }` })
    expect(passed).toBe(most('joinTable') / 3)
  })
})

const post = (url: string, params: object, token?: string) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(params),
  })

// All of a house share an address, and somebody on its Wi-Fi wishes it ill.
describe('a stranger at the same address does not keep out', () => {
  const rush = async (url: string, params: (index: number) => [object, string?]) => {
    for (let index = 0; index < 120; index++) await post(url, ...params(index))
  }
  const BOARD = 'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }'

  test('those who are signed in or sit at a table, by credentials and tokens that nobody was given', async () => {
    const { url, signIn, sitDown, restaurantId } = await startLimited(FACTOR)
    const token = await signIn('kitchen@demo.test')
    const id = await restaurantId('demo')
    const { sessionToken } = await sitDown('demo-1')
    const board = () => post(url, { query: BOARD, variables: { id } }, token)
    const session = () => post(url, { query: SESSION, variables: { token: sessionToken } })
    expect((await board()).status).toBe(200)
    expect((await session()).status).toBe(200)
    await rush(url, (index) => [{ query: '{ viewer { id } }' }, `made-up-${index}`])
    await rush(url, (index) => [{ query: SESSION, variables: { token: `made-up-${index}` } }])
    expect((await post(url, { query: '{ viewer { id } }' }, 'another')).status).toBe(429)
    expect((await board()).status).toBe(200)
    expect(await (await session()).json()).toMatchObject({
      data: { tableSession: { id: expect.any(String) } },
    })
  })

  test('guests who sit down where others sat down before, by codes that no table has', async () => {
    const { url, sitDown } = await startLimited(FACTOR)
    await sitDown('demo-1')
    await rush(url, (index) => [{ query: JOIN, variables: { code: `made-up-${index}` } }])
    expect((await post(url, { query: JOIN, variables: { code: 'made-up' } })).status).toBe(429)
    expect(await sitDown('demo-1')).toHaveProperty('sessionToken')
  })
})

describe('what cannot be read counts as any request, and is told what is wrong', () => {
  const asGet = (search: string) => (url: string) =>
    fetch(`${url}?${search}`, { headers: { accept: 'application/json', 'x-menumate-csrf': '1' } })
  const asPost = (body: string) => (url: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

  test.each<[string, (url: string) => Promise<Response>, string]>([
    ['extensions of a GET', asGet('query={viewer{id}}&extensions={bad'), 'extensions must be JSON.'],
    ['variables of a GET', asGet('query={viewer{id}}&variables=%FF'), 'variables must be JSON.'],
    ['a list in a GET', asGet('query={viewer{id}}&variables=[]'), 'variables must be an object.'],
    ['a body', asPost('{"query":'), 'POST body sent invalid JSON.'],
    ['a body that is nothing', asPost('null'), 'POST body is expected to be object but received null'],
    [
      'several operations',
      asPost('[{"query":"{ viewer { id } }"}]'),
      'Send one operation, not a list of them.',
    ],
    ['a query', asPost('{"query":1}'), 'query must be a text.'],
    [
      'an operation name',
      asPost('{"query":"{ viewer { id } }","operationName":{}}'),
      'operationName must be a text.',
    ],
    [
      'a list of variables',
      asPost('{"query":"{ viewer { id } }","variables":[]}'),
      'variables must be an object.',
    ],
    [
      'a text as variables',
      asPost('{"query":"{ viewer { id } }","variables":"x"}'),
      'variables must be an object.',
    ],
    ['extensions', asPost('{"query":"{ viewer { id } }","extensions":1}'), 'extensions must be an object.'],
  ])('%s', async (_what, send, message) => {
    const lines: string[] = []
    const rateLimits = await openRateLimits({ kind: 'in-process' }, FACTOR, createLogger('silent'))
    api = await startTestApi({
      limits: { rateLimits, production: true },
      logger: createLogger('warn', { write: (line) => lines.push(line) }),
    })
    for (let index = 0; index < most('requestAddress'); index++) {
      const response = await send(api.url)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({
        errors: [{ message, extensions: { code: 'BAD_USER_INPUT' } }],
      })
    }
    const refused = await send(api.url)
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]/)
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { limit: { name: 'requestAddress' } } }],
    })
    expect(lines).toEqual([])
  })

  test('over a socket, where variables that are no object end it', async () => {
    const { url } = await startLimited(FACTOR)
    const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
    socket.on('open', () => socket.send('{"type":"connection_init"}'))
    socket.on('message', () =>
      socket.send('{"id":"1","type":"subscribe","payload":{"query":"{ viewer { id } }","variables":[]}}'),
    )
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4400)
  })
})

test('an account has one limit, however its credential is written', async () => {
  const { url, signIn } = await startLimited(FACTOR)
  const token = await signIn('kitchen@demo.test')
  const ask = (authorization: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    })
  const forms = ['Bearer', 'bearer', 'BEARER', 'bEARER']
  for (let index = 0; index < most('requestViewer'); index++)
    expect((await ask(`${forms[index % forms.length]} ${token}`)).status).toBe(200)
  for (const form of forms) expect((await ask(`${form} ${token}`)).status).toBe(429)
})

test('what stands in the defaults of variables counts as what is given', async () => {
  const { url, sitDown } = await startLimited(FACTOR)
  const { sessionToken } = await sitDown('demo-1')
  const query = `mutation ($input: CreateOrderInput! = { sessionToken: "${sessionToken}", idempotencyKey: "one", items: [] }) {
    createOrder(input: $input) { __typename }
  }`
  for (let index = 0; index < most('orderGuest'); index++) {
    const { errors } = await post(url, { query }).then((response) => response.json())
    expect(errors).toBeUndefined()
  }
  const { errors } = await post(url, { query }).then((response) => response.json())
  expect(errors).toMatchObject([{ extensions: { limit: { name: 'orderGuest' } } }])
})

test('who stands behind a trusted proxy is told apart by what the proxy says', async () => {
  const { url } = await startLimited(FACTOR)
  const from = (address: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `9.9.9.9, ${address}` },
      body: JSON.stringify({ query: '{ viewer { id } }' }),
    })
  for (let index = 0; index < most('requestAddress'); index++)
    expect((await from('1.2.3.4')).status).toBe(200)
  expect((await from('1.2.3.4')).status).toBe(429)
  expect((await from('1.2.3.5')).status).toBe(200)
})
