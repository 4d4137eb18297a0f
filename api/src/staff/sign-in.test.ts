import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { demo } from '../../../prisma/seed.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'

let api: TestApi
let restaurantId: string
let tables = 0

beforeAll(async () => {
  api = await startTestApi()
  restaurantId = await api.restaurantId('demo')
})
afterAll(() => api.stop())

const SIGN_IN = /* GraphQL */ `mutation ($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ... on SignInPayload { token expiresAt viewer { name memberships { role restaurant { slug } } } }
    ... on Error { code message }
  }
}`
const VIEWER = '{ viewer { name } }'
const SIGN_OUT = 'mutation { signOut { signedOut } }'
const WATCH = /* GraphQL */ `subscription ($restaurantId: ID!, $after: String) {
  restaurantEvents(restaurantId: $restaurantId, after: $after) { cursor }
}`
const kitchen = { email: 'kitchen@demo.test', password: demo.password }

/** Posts as a browser would, with headers of its own. */
function post(query: string, headers: Record<string, string>, variables?: object): Promise<Response> {
  return fetch(api.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  })
}

async function signInForCookie(): Promise<{ setCookie: string; cookie: string }> {
  const response = await post(SIGN_IN, {}, { input: kitchen })
  const [setCookie = ''] = response.headers.getSetCookie()
  return { setCookie, cookie: setCookie.split(';', 1)[0] ?? '' }
}

/** The answer to the first operation of a socket, or the code that the socket was closed with. */
function askOnSocket(headers: Record<string, string>, payload?: object): Promise<unknown> {
  const socket = new WebSocket(api.url.replace('http', 'ws'), 'graphql-transport-ws', { headers })
  const answer = new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })))
    socket.on('close', resolve)
    socket.on('error', reject)
    socket.on('message', (data) => {
      const message = JSON.parse(String(data))
      if (message.type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: VIEWER } }))
      if (message.type === 'next') resolve(message.payload.data.viewer)
    })
  })
  return answer.finally(() => socket.close())
}

describe.each(TRANSPORTS)('over %s', (name) => {
  test('the right password signs in, whatever the case of the address', async () => {
    for (const email of [kitchen.email, 'Kitchen@DEMO.test']) {
      const { data } = await transport(api, name).request(SIGN_IN, { input: { ...kitchen, email } })
      expect(data.signIn.viewer.memberships).toEqual([{ role: 'KITCHEN', restaurant: { slug: 'demo' } }])
      expect(Date.parse(data.signIn.expiresAt)).toBeGreaterThan(Date.now())
      const asViewer = await api.http(data.signIn.token).request(VIEWER)
      expect(asViewer.data.viewer.name).toBe(data.signIn.viewer.name)
    }
  })

  test('whatever is wrong, the answer is the same', async () => {
    const answers = await Promise.all(
      [
        { password: 'demo-menumate ' },
        { password: 'DEMO-MENUMATE' },
        { password: '' },
        { password: 'x' },
        { password: 'x'.repeat(50_000) },
        { password: 'demo-\u0000menumate\ud800' },
        { email: 'nobody@demo.test' },
        { email: '' },
        { email: 'kitchen' },
        { email: 'kitchen@demo.test\u0000' },
        { email: '\ud800@demo.test' },
        { email: '\u202ekitchen@demo.test' },
        { email: `${'x'.repeat(50_000)}@demo.test` },
        { email: "' OR 1=1 --@demo.test" },
      ].map((wrong) => transport(api, name).request(SIGN_IN, { input: { ...kitchen, ...wrong } })),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.data.signIn).toMatchObject({
      __typename: 'InvalidCredentialsError',
      code: 'INVALID_CREDENTIALS',
    })
  })

  test('a stranger is nobody, and has nothing to sign out of', async () => {
    expect(await transport(api, name).request(VIEWER)).toEqual({ data: { viewer: null } })
    expect((await transport(api, name).request(SIGN_OUT)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ])
  })

  test('signing out ends the token, and only that one', async () => {
    const [token, other] = [await api.signIn(kitchen.email), await api.signIn(kitchen.email)]
    expect(await transport(api, name, token).request(SIGN_OUT)).toEqual({
      data: { signOut: { signedOut: true } },
    })
    expect(await api.http(token).request(VIEWER)).toEqual({ data: { viewer: null } })
    expect((await api.http(other).request(VIEWER)).data.viewer).not.toBeNull()
  })
})

test('what the database keeps of a sign-in makes nobody of whoever reads it', async () => {
  const token = await api.signIn(kitchen.email)
  const { token: kept } = await api.db.authSession.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  expect(token).toContain(kept)
  const viewerBy = async (headers: Record<string, string>) =>
    (await (await post(VIEWER, headers)).json()).data.viewer
  expect(await viewerBy({ authorization: `Bearer ${token}` })).not.toBeNull()
  expect(await viewerBy({ authorization: `Bearer ${kept}` })).toBeNull()
  expect(await viewerBy({ cookie: `menumate.session_token=${kept}` })).toBeNull()
})

const BAD_TOKENS: readonly [what: string, authorization: string][] = [
  ['unknown', 'Bearer x'],
  ['empty', 'Bearer '],
  ['of another scheme', 'Basic a2l0Y2hlbjpkZW1v'],
  ['without a scheme', 'demo-menumate'],
  ['with a signature of its own', 'Bearer token.c2lnbmF0dXJl'],
  ['badly escaped', 'Bearer %E0%A4%A.x%'],
  ['with a semicolon', 'Bearer a; menumate.session_token=b'],
  ['long', `Bearer ${'x'.repeat(8_000)}`],
]

describe('a token that is', () => {
  test.each(BAD_TOKENS)('%s makes nobody of an HTTP request', async (_what, authorization) => {
    const answer = await (await post(VIEWER, { authorization })).json()
    expect(answer).toEqual({ data: { viewer: null } })
    const board = await post(
      'query ($id: ID!) { kitchenBoard(restaurantId: $id) { cursor } }',
      { authorization },
      { id: restaurantId },
    )
    expect((await board.json()).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
  })

  test.each([
    ...BAD_TOKENS,
    ['no text for a header', 'Bearer \u0000\n'],
    ['in no Latin script', 'Bearer 🔑'],
    ['a lone surrogate', '\ud800'],
  ])('%s closes a socket with 4403', async (_what, authorization) => {
    expect(await askOnSocket({}, { authorization })).toBe(4403)
  })
})

/** A socket that watches the restaurant, and has seen something happen there. */
async function watch(token: string) {
  const socket = api.socket(token)
  await socket.request(VIEWER)
  const after = await api.boardCursor(await api.signIn('owner@demo.test'), restaurantId)
  await api.sitDown(`demo-${++tables}`)
  const watching = socket.subscribe(WATCH, { restaurantId, after })
  await watching.count(1)
  return watching
}

test('signing out closes the sockets of that token with 4403, and leaves the others', async () => {
  const [token, other] = [await api.signIn(kitchen.email), await api.signIn(kitchen.email)]
  const watching = await watch(token)
  const stillWatching = await watch(other)
  const started = performance.now()
  await api.http(token).request(SIGN_OUT)
  expect(await watching.ended).toMatchObject({ code: 4403 })
  // Two seconds between checks, and two that a node believes what it knows; the rest is for a busy machine.
  expect(performance.now() - started).toBeLessThan(10_000)
  const seen = stillWatching.events.length
  await api.sitDown(`demo-${++tables}`)
  await stillWatching.count(seen + 1)
})

test.each<[string, (member: { userId: string; restaurantId: string }) => Promise<unknown>]>([
  [
    'given another role',
    (member) =>
      api.db.staffMember.update({ where: { userId_restaurantId: member }, data: { role: 'KITCHEN' } }),
  ],
  ['dismissed', (member) => api.db.staffMember.delete({ where: { userId_restaurantId: member } })],
])('the sockets of one who is %s close with 4403', async (_what, change) => {
  const watching = await watch(await api.signIn('server@demo.test'))
  const member = await api.db.staffMember.findFirstOrThrow({ where: { user: { email: 'server@demo.test' } } })
  await change({ userId: member.userId, restaurantId: member.restaurantId })
  expect(await watching.ended).toMatchObject({ code: 4403 })
})

describe('a cookie', () => {
  test('is for HTTP and our own site only', async () => {
    const { setCookie } = await signInForCookie()
    expect(setCookie).toMatch(/^menumate\.session_token=/)
    expect(setCookie).toMatch(/; HttpOnly(;|$)/i)
    expect(setCookie).toMatch(/; SameSite=Lax(;|$)/i)
    expect(setCookie).toMatch(/; Path=\/(;|$)/i)
    expect(setCookie).not.toMatch(/; Domain=/i)
  })

  test('is not set by a wrong password', async () => {
    const response = await post(SIGN_IN, {}, { input: { ...kitchen, password: 'wrong password' } })
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test.each<[string, (own: string) => Record<string, string>, boolean]>([
    ['without an Origin', () => ({}), true],
    ['from our own page', (own) => ({ origin: own }), true],
    ['from another site', () => ({ origin: 'https://evil.example' }), false],
    ['from a sandboxed page', () => ({ origin: 'null' }), false],
  ])('%s counts or not, the same on HTTP and on a socket', async (_where, headersOf, counts) => {
    const { cookie } = await signInForCookie()
    const headers = { cookie, ...headersOf(new URL(api.url).origin) }
    const viewer = counts ? { name: expect.any(String) } : null
    expect(await (await post(VIEWER, headers)).json()).toMatchObject({ data: { viewer } })
    expect(await askOnSocket(headers)).toEqual(viewer)
  })

  test.each(['', 'x', 'x.y', '%', '%E0%A4%A', '"', 'a.b.c; menumate.session_token=d', 'é'])(
    'with the value %j is a stranger’s',
    async (value) => {
      const headers = { cookie: `menumate.session_token=${value}` }
      expect(await (await post(VIEWER, headers)).json()).toMatchObject({ data: { viewer: null } })
      expect(await askOnSocket(headers)).toBeNull()
    },
  )

  test('ends with signing out: it is cleared, and good for nothing if it is kept', async () => {
    const { cookie } = await signInForCookie()
    const response = await post(SIGN_OUT, { cookie })
    expect(await response.json()).toMatchObject({ data: { signOut: { signedOut: true } } })
    expect(response.headers.getSetCookie().join()).toMatch(/menumate\.session_token=;.*Max-Age=0/i)
    expect(await (await post(VIEWER, { cookie })).json()).toEqual({ data: { viewer: null } })
  })
})
