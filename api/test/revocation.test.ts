import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SocketTransport } from './client.ts'
import { ask, codesOf, createKey, join, linkToken, pair } from './identity.ts'
import { startTestApi, type TestApi } from './test-api.ts'
import type { TestNode } from './test-node.ts'

/** What the product promises, and some for a machine that is busy with other tests. */
const PROMISED_MS = 5_000 + 5_000

let api: TestApi
let other: TestNode
let restaurantId: string
const now = new Date()
let people = 0
let tables = 0

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  other = await api.startAnother()
  restaurantId = await api.restaurantId('demo')
})
afterAll(() => api.stop())

const WATCH = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) { cursor }
}`
const PASSWORD = 'a pot of good tea'

const newcomer = async (role = 'SERVER') => {
  const email = `someone-${++people}@demo.test`
  return { email, token: await join(api, email, role, PASSWORD) }
}
const signInAgain = async (email: string) => {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignInPayload { token } } }`
  const { token } = (await ask(api.http(), query, { input: { email, password: PASSWORD } })) as {
    token: string
  }
  return token
}
const owner = async () => api.http(await api.signIn('owner@demo.test'))
const memberId = async (email: string) => {
  const query = '{ restaurant(slug: "demo") { staff { id email } } }'
  const { staff } = (await ask(await owner(), query)) as { staff: { id: string; email: string }[] }
  return staff.find((member) => member.email === email)?.id
}

/** Each way to lose a right, with the token of somebody who has it. */
const REVOCATIONS: Readonly<
  Record<string, () => Promise<{ token: string; revoke: () => Promise<unknown> }>>
> = {
  'signing out': async () => {
    const { token } = await newcomer()
    return { token, revoke: () => ask(api.http(token), 'mutation { signOut { signedOut } }') }
  },
  'signing out everywhere': async () => {
    const { email, token } = await newcomer()
    const elsewhere = await signInAgain(email)
    return { token, revoke: () => ask(api.http(elsewhere), 'mutation { signOutEverywhere { signedOut } }') }
  },
  'another password': async () => {
    const { email, token } = await newcomer()
    const elsewhere = await signInAgain(email)
    const query = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }`
    const input = { currentPassword: PASSWORD, newPassword: 'a pot of better tea' }
    return { token, revoke: () => ask(api.http(elsewhere), query, { input }) }
  },
  'a password that was reset': async () => {
    const { email, token } = await newcomer()
    return {
      token,
      async revoke() {
        const sent = api.mails.length
        await ask(
          api.http(),
          'mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { requested } }',
          { input: { email } },
        )
        await expect.poll(() => api.mails.length).toBeGreaterThan(sent)
        const input = { token: linkToken(api, email), newPassword: 'a pot of other tea' }
        await ask(
          api.http(),
          'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }',
          { input },
        )
      },
    }
  },
  'another role': async () => {
    const { email, token } = await newcomer()
    const input = { memberId: await memberId(email), role: 'KITCHEN' }
    const query = 'mutation ($input: ChangeStaffRoleInput!) { changeStaffRole(input: $input) { __typename } }'
    return { token, revoke: async () => ask(await owner(), query, { input }) }
  },
  'being removed': async () => {
    const { email, token } = await newcomer()
    const input = { memberId: await memberId(email) }
    const query =
      'mutation ($input: RemoveStaffMemberInput!) { removeStaffMember(input: $input) { __typename } }'
    return { token, revoke: async () => ask(await owner(), query, { input }) }
  },
  'a sign-in that expires': async () => {
    const { token } = await newcomer()
    return {
      token,
      revoke: () =>
        api.db.authSession.update({
          // What follows the dot is the signature.
          where: { token: token.split('.', 1)[0] ?? '' },
          data: { expiresAt: new Date(0) },
        }),
    }
  },
  'a revoked device': async () => {
    const { id, token } = await pair(api)
    const query = 'mutation ($input: RevokeDeviceInput!) { revokeDevice(input: $input) { device { id } } }'
    return { token, revoke: async () => ask(await owner(), query, { input: { deviceId: id } }) }
  },
  'a device that leaves': async () => {
    const { token } = await pair(api)
    return { token, revoke: () => ask(api.http(token), 'mutation { signOut { signedOut } }') }
  },
  'a revoked key': async () => {
    const { id, secret } = await createKey(api, ['ORDERS_READ'])
    const query = 'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { apiKey { id } } }'
    return { token: secret, revoke: async () => ask(await owner(), query, { input: { apiKeyId: id } }) }
  },
}

describe.each(Object.entries(REVOCATIONS))('%s', (_how, prepare) => {
  test('ends sockets and streams on another node, and is refused from then on', async () => {
    const { token, revoke } = await prepare()
    const cursor = await api.boardCursor(await api.signIn('kitchen@demo.test'), restaurantId)
    const { sessionToken } = await api.sitDown(`demo-${(tables++ % 10) + 1}`)
    await api.order(sessionToken)
    const variables = { id: restaurantId, after: cursor }
    const socket: SocketTransport = other.socket(token)
    const [onSocket, onStream] = [socket.subscribe(WATCH, variables), other.sse(token, WATCH, variables)]
    await Promise.all([onSocket.count(1), onStream.count(1)])

    await revoke()
    const revokedAt = performance.now()

    expect(await onSocket.ended).toMatchObject({ code: 4403 })
    expect(await onStream.ended).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    expect(performance.now() - revokedAt).toBeLessThan(PROMISED_MS)
  })
})

test.each(['a revoked device', 'a revoked key', 'signing out'])(
  'after %s the credential is nobody’s on every node, at once where it was revoked',
  async (how) => {
    const { token, revoke } = await (REVOCATIONS[how] as (typeof REVOCATIONS)[string])()
    const query = 'query ($id: ID!) { restaurantEvents(restaurantId: $id) { edges { cursor } } }'
    expect(await codesOf(api.http(token), query, { id: restaurantId })).toBeUndefined()
    await revoke()
    expect(await codesOf(api.http(token), query, { id: restaurantId })).toEqual(['UNAUTHENTICATED'])
    await expect
      .poll(() => codesOf(other.http(token), query, { id: restaurantId }), { timeout: PROMISED_MS })
      .toEqual(['UNAUTHENTICATED'])
    const refused = other.socket(token).subscribe(WATCH, { id: restaurantId })
    expect(await refused.ended).toMatchObject({ code: 4403 })
  },
)

describe('a guest’s subscription', () => {
  const GUEST_WATCH = /* GraphQL */ `subscription ($token: String!, $after: String) {
    tableSessionEvents(sessionToken: $token, after: $after) { cursor }
  }`

  async function sitAndWatch(tableCode: string) {
    const { sessionToken, tableSession } = await api.sitDown(tableCode)
    const variables = { token: sessionToken, after: tableSession.cursor }
    const watching = [
      other.socket().subscribe(GUEST_WATCH, variables),
      other.sse(undefined, GUEST_WATCH, variables),
    ]
    await api.order(sessionToken)
    await Promise.all(watching.map((received) => received.count(1)))
    return { watching }
  }
  const GONE = [{ extensions: { code: 'NOT_FOUND' } }]

  test('is complete when its session is closed, even if nobody is told of it', async () => {
    const { watching } = await sitAndWatch('demo-11')
    const session = { table: { code: 'demo-11' }, status: 'OPEN' } as const
    const closedAt = performance.now()
    await api.db.tableSession.updateMany({ where: session, data: { status: 'CLOSED', closedAt: now } })
    for (const { ended } of watching) expect(await ended).toBeNull()
    expect(performance.now() - closedAt).toBeLessThan(PROMISED_MS)
  })

  test('ends when the guest is removed', async () => {
    const { watching } = await sitAndWatch('demo-12')
    await api.db.guest.deleteMany({ where: { tableSession: { table: { code: 'demo-12' } } } })
    for (const { ended } of watching) expect(await ended).toMatchObject(GONE)
  })
})
