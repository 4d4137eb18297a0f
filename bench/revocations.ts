import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TestClient, Transport } from '../api/test/client.ts'
import { ACCEPT, APPROVE, CLAIM, CREATE_KEY, INVITE, START_PAIRING } from '../api/test/identity.ts'
import { onServer } from '../api/test/postgres-server.ts'

/** Somebody who listens and is about to lose the right to. */
export interface Subject {
  /** A bearer token; a guest's is in the variables. */
  readonly token?: string
  readonly query: string
  readonly variables: object
  /** Resolves with the answer. */
  revoke(): Promise<unknown>
}

export interface Revocation {
  readonly name: string
  /** A node tells the others of it; without that each notices by itself. */
  readonly isTold: boolean
  /** How the subscription must end. */
  readonly ends: { readonly socket: string; readonly stream: string }
  /** @param slot counts those that are prepared together */
  prepare(slot: number): Promise<Subject>
}

/** Prepared together; a restaurant has at most ten keys at a time. */
export const SLOTS = 5

const PASSWORD = 'a pot of good tea'
const OF_VIEWERS = { socket: '4403', stream: 'UNAUTHENTICATED, then the end' }
const OF_CLOSED = { socket: 'complete', stream: 'nothing, then the end' }
const OF_GUESTS = { socket: 'NOT_FOUND', stream: 'NOT_FOUND, then the end' }

const WATCH = `subscription ($id: ID!, $after: String) { restaurantEvents(restaurantId: $id, after: $after) { cursor } }`
const GUEST_WATCH = `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { cursor }
}`

/**
 * All ways to lose a right.
 * @param options.client of the node on which rights are lost
 * @param options.dataDir where that node keeps its mail
 */
export async function prepareRevocations(options: {
  client: TestClient
  databaseUrl: string
  dataDir: string
}): Promise<readonly Revocation[]> {
  const { client, databaseUrl, dataDir } = options
  const owner = client.http(await client.signIn('owner@demo.test'))
  const restaurantId = await client.restaurantId('demo')
  const after = await client.boardCursor(await client.signIn('kitchen@demo.test'), restaurantId)
  await client.order((await client.sitDown('demo-12')).sessionToken)
  const watch = { query: WATCH, variables: { id: restaurantId, after } }
  const sql = (text: string, values: unknown[]) =>
    onServer(databaseUrl, (database) => database.query(text, values))
  let people = 0

  async function newcomer() {
    const email = `somebody-${++people}@demo.test`
    await ask(owner, INVITE, { input: { restaurantId, email, role: 'SERVER' } })
    const input = { token: await mailed(email), name: 'Somebody', password: PASSWORD }
    const { signIn } = await ask(client.http(), ACCEPT, { input })
    return { email, token: signIn.token as string }
  }
  const opened = new Set<string>()
  /** The token in the next mail to an address. */
  async function mailed(email: string): Promise<string> {
    const directory = join(dataDir, 'mail')
    for (;;) {
      for (const file of await readdir(directory).catch(() => [])) {
        if (opened.has(file)) continue
        const text = await readFile(join(directory, file), 'utf8')
        const [, token] = /#(\S+)/.exec(text) ?? []
        if (!text.startsWith(`To: ${email}\n`) || !token) continue
        opened.add(file)
        return token
      }
      await delay(10)
    }
  }
  const signInAgain = (email: string) => client.signIn(email, PASSWORD)
  async function memberId(email: string): Promise<string> {
    const { staff } = await ask(owner, '{ restaurant(slug: "demo") { staff { id email } } }')
    return staff.find((member: { email: string }) => member.email === email).id
  }
  const asOwner = (query: string, input: object) => () => ask(owner, query, { input })

  async function guestAt(tableCode: string) {
    const { sessionToken, tableSession } = await client.sitDown(tableCode)
    await client.order(sessionToken)
    const variables = { token: sessionToken, after: tableSession.cursor }
    return { tableSessionId: tableSession.id, query: GUEST_WATCH, variables }
  }

  const ofStaff = (
    name: string,
    revocation: (person: { email: string; token: string }) => Promise<() => Promise<unknown>>,
    isTold = true,
  ): Revocation => ({
    name,
    isTold,
    ends: OF_VIEWERS,
    async prepare() {
      const person = await newcomer()
      return { token: person.token, ...watch, revoke: await revocation(person) }
    },
  })

  return [
    {
      name: 'API key revoked',
      isTold: true,
      ends: OF_VIEWERS,
      async prepare() {
        const input = { restaurantId, name: 'Till', scopes: ['ORDERS_READ'] }
        const { secret, apiKey } = await ask(owner, CREATE_KEY, { input })
        const query = 'mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { __typename } }'
        return { token: secret, ...watch, revoke: asOwner(query, { apiKeyId: apiKey.id }) }
      },
    },
    {
      name: 'device revoked',
      isTold: true,
      ends: OF_VIEWERS,
      async prepare() {
        const { code, secret } = await ask(client.http(), START_PAIRING)
        await ask(owner, APPROVE, { input: { restaurantId, code, label: 'Kitchen' } })
        const { token, device } = await ask(client.http(), CLAIM, { input: { secret } })
        const query = 'mutation ($input: RevokeDeviceInput!) { revokeDevice(input: $input) { __typename } }'
        return { token, ...watch, revoke: asOwner(query, { deviceId: device.id }) }
      },
    },
    ofStaff(
      'sign-out',
      async ({ token }) =>
        () =>
          ask(client.http(token), 'mutation { signOut { signedOut } }'),
    ),
    ofStaff('sign-out everywhere', async ({ email }) => {
      const elsewhere = client.http(await signInAgain(email))
      return () => ask(elsewhere, 'mutation { signOutEverywhere { signedOut } }')
    }),
    ofStaff('password changed', async ({ email }) => {
      const elsewhere = client.http(await signInAgain(email))
      const query = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { __typename } }`
      const input = { currentPassword: PASSWORD, newPassword: 'a pot of better tea' }
      return () => ask(elsewhere, query, { input })
    }),
    ofStaff('password reset', async ({ email }) => {
      const request = `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { requested } }`
      await ask(client.http(), request, { input: { email } })
      const input = { token: await mailed(email), newPassword: 'a pot of other tea' }
      const query = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { __typename } }`
      return () => ask(client.http(), query, { input })
    }),
    ofStaff('role changed', async ({ email }) =>
      asOwner('mutation ($input: ChangeStaffRoleInput!) { changeStaffRole(input: $input) { __typename } }', {
        memberId: await memberId(email),
        role: 'KITCHEN',
      }),
    ),
    ofStaff('member removed', async ({ email }) =>
      asOwner(
        'mutation ($input: RemoveStaffMemberInput!) { removeStaffMember(input: $input) { __typename } }',
        { memberId: await memberId(email) },
      ),
    ),
    {
      name: 'guest removed by staff',
      isTold: true,
      ends: OF_GUESTS,
      async prepare(slot) {
        const { tableSessionId, ...listening } = await guestAt(`demo-${slot + 1 + SLOTS}`)
        const query = `query ($id: ID!) { node(id: $id) { ... on TableSession { guests { id } } } }`
        const { guests } = await ask(owner, query, { id: tableSessionId })
        const remove = 'mutation ($input: RemoveGuestInput!) { removeGuest(input: $input) { __typename } }'
        return { ...listening, revoke: asOwner(remove, { guestId: guests.at(-1).id }) }
      },
    },
    {
      name: 'session closed',
      isTold: true,
      ends: OF_CLOSED,
      async prepare(slot) {
        const { tableSessionId, ...listening } = await guestAt(`demo-${slot + 1}`)
        const query =
          'mutation ($input: CloseTableSessionInput!) { closeTableSession(input: $input) { __typename } }'
        return { ...listening, revoke: asOwner(query, { tableSessionId }) }
      },
    },
    ofStaff(
      'sign-in expired',
      async ({ token }) =>
        () =>
          sql('UPDATE auth_session SET expires_at = now() WHERE token = $1', [token.split('.', 1)[0]]),
      false,
    ),
  ]
}

/** @returns the data of the document's one field */
// biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
async function ask(transport: Transport, query: string, variables?: Record<string, unknown>): Promise<any> {
  const { data, errors } = await transport.request(query, variables)
  const [field] = Object.values(data ?? {}) as { __typename?: string }[]
  if (errors || !field || field.__typename?.endsWith('Error'))
    throw new Error(JSON.stringify({ data, errors }))
  return field
}
