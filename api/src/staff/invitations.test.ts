import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demo } from '../../../prisma/seed.ts'
import { ACCEPT, ask, codesOf, INVITE, join, linkToken } from '../../test/identity.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let api: TestApi
let restaurantId: string
let now = new Date()
let people = 0
const tokens = new Map<string, string>()

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  restaurantId = await api.restaurantId('demo')
  for (const role of ['owner', 'manager', 'kitchen', 'server'])
    tokens.set(role, await api.signIn(`${role}@demo.test`))
  tokens.set('outsider', await api.signIn('kitchen@demo-two.test'))
})
afterAll(() => api.stop())

const PASSWORD = 'a pot of good tea'
const as = (who: string) => api.http(tokens.get(who))
const someone = () => `someone-${++people}@demo.test`
const invite = (who: string, email: string, role = 'SERVER') =>
  as(who).request(INVITE, { input: { restaurantId, email, role } })
const accept = (token: string, input: object = {}) =>
  api.http().request(ACCEPT, { input: { token, name: 'Grace', password: PASSWORD, ...input } })
const LINK_INVALID = { data: { acceptInvitation: { __typename: 'LinkInvalidError', code: 'LINK_INVALID' } } }
const RECEIVED = `query ($token: String!) {
  invitation(token: $token) { email role hasAccount restaurant { slug } }
}`

describe('an invitation', () => {
  test('makes somebody staff, once', async () => {
    const email = someone()
    const { data } = await invite('manager', email.toUpperCase(), 'KITCHEN')
    expect(data.inviteStaff.invitation).toMatchObject({ email, role: 'KITCHEN' })
    const token = linkToken(api, email)
    expect(await ask(api.http(), RECEIVED, { token })).toEqual({
      email,
      role: 'KITCHEN',
      hasAccount: false,
      restaurant: { slug: 'demo' },
    })
    const [first, second] = await Promise.all([accept(token), accept(token)])
    const [won, lost] = first.data.acceptInvitation.signIn ? [first, second] : [second, first]
    expect(won.data.acceptInvitation.signIn.viewer).toEqual({
      name: 'Grace',
      memberships: [{ role: 'KITCHEN', restaurant: { slug: 'demo' } }],
    })
    expect(lost.data?.acceptInvitation.signIn).toBeUndefined()
    expect(await accept(token)).toEqual(LINK_INVALID)
    expect(await ask(api.http(), RECEIVED, { token })).toBeNull()
    expect(await api.db.user.count({ where: { email } })).toBe(1)
  })

  test('is not in the database, not in what is answered, and nobody can guess it', async () => {
    const email = someone()
    const answer = await invite('owner', email)
    const token = linkToken(api, email)
    expect(token).toMatch(/^mm_inv_[\w-]{43}$/)
    expect(JSON.stringify(answer)).not.toContain(token)
    const row = await api.db.staffInvitation.findFirstOrThrow({ where: { email } })
    expect(Buffer.from(row.tokenHash).toString()).not.toContain(token)
    for (const guess of ['', 'x', `${token}x`, token.slice(0, -1), 'mm_inv_', randomUUID()])
      expect(await accept(guess)).toEqual(LINK_INVALID)
  })

  test('expires after seven days', async () => {
    const email = someone()
    await invite('owner', email)
    now = new Date(now.getTime() + 7 * 24 * 3_600_000)
    expect(await accept(linkToken(api, email))).toEqual(LINK_INVALID)
    expect(await ask(api.http(), RECEIVED, { token: linkToken(api, email) })).toBeNull()
  })

  test('is replaced by the next to the same address', async () => {
    const email = someone()
    await invite('owner', email, 'SERVER')
    const first = linkToken(api, email)
    await invite('manager', email, 'KITCHEN')
    expect(await accept(first)).toEqual(LINK_INVALID)
    expect((await accept(linkToken(api, email))).data.acceptInvitation.signIn).toBeTruthy()
  })

  test('of an owner is not a manager’s to replace', async () => {
    const email = someone()
    await invite('owner', email, 'OWNER')
    expect((await invite('manager', email)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }])
    expect(await ask(api.http(), RECEIVED, { token: linkToken(api, email) })).toMatchObject({ role: 'OWNER' })
  })

  test('made many times at once is the last one', async () => {
    const email = someone()
    const answers = await Promise.all(Array.from({ length: 6 }, () => invite('manager', email)))
    for (const { data } of answers) expect(data.inviteStaff.invitation).toMatchObject({ email })
    expect(await api.db.staffInvitation.count({ where: { email } })).toBe(1)
  })

  test('ends with the right of who made it', async () => {
    const manager = someone()
    const token = await join(api, manager, 'MANAGER', PASSWORD)
    const email = someone()
    await api.http(token).request(INVITE, { input: { restaurantId, email, role: 'MANAGER' } })
    const link = linkToken(api, email)
    await api.db.staffMember.updateMany({ where: { user: { email: manager } }, data: { role: 'SERVER' } })
    expect(await ask(api.http(), RECEIVED, { token: link })).toBeNull()
    expect(await accept(link)).toEqual(LINK_INVALID)
    await api.db.staffMember.deleteMany({ where: { user: { email: manager } } })
    expect(await accept(link)).toEqual(LINK_INVALID)
  })

  test('no longer works once it is revoked', async () => {
    const email = someone()
    const { data } = await invite('owner', email)
    const input = { invitationId: data.inviteStaff.invitation.id }
    const query =
      'mutation ($input: RevokeInvitationInput!) { revokeInvitation(input: $input) { invitation { email } } }'
    expect(await codesOf(as('kitchen'), query, { input })).toEqual(['FORBIDDEN'])
    expect(await codesOf(as('outsider'), query, { input })).toEqual(['NOT_FOUND'])
    expect(await ask(as('manager'), query, { input })).toEqual({ invitation: { email } })
    expect(await codesOf(as('manager'), query, { input })).toEqual(['NOT_FOUND'])
    expect(await accept(linkToken(api, email))).toEqual(LINK_INVALID)
  })

  test('to one who has an account is accepted with its password, and no other', async () => {
    const email = 'kitchen@demo-two.test'
    await invite('owner', email)
    const token = linkToken(api, email)
    expect(await ask(api.http(), RECEIVED, { token })).toMatchObject({ hasAccount: true })
    expect((await accept(token)).data.acceptInvitation).toMatchObject({ code: 'INVALID_CREDENTIALS' })
    const { data } = await accept(token, { password: demo.password, name: 'Somebody Else' })
    const { viewer } = data.acceptInvitation.signIn
    expect(viewer.name).not.toBe('Somebody Else')
    expect(viewer.memberships.map((of: { restaurant: object }) => of.restaurant)).toEqual([
      { slug: 'demo-two' },
      { slug: 'demo' },
    ])
    await api.db.staffMember.deleteMany({ where: { user: { email }, restaurant: { slug: 'demo' } } })
  })

  test.each([
    ['too short', 'tea and ca'.slice(1), ['password']],
    ['too long', 'x1y2'.repeat(33), ['password']],
    ['common', 'Password123', ['password']],
    ['of few characters', 'ababababababab', ['password']],
  ])('is not used up by a password that is %s', async (_what, password, path) => {
    const email = someone()
    await invite('owner', email)
    expect((await accept(linkToken(api, email), { password })).data.acceptInvitation).toMatchObject({ path })
    expect((await accept(linkToken(api, email), { password: email })).data.acceptInvitation).toMatchObject({
      path,
    })
    expect((await accept(linkToken(api, email), { name: ' ' })).data.acceptInvitation).toMatchObject({
      path: ['name'],
    })
    expect((await accept(linkToken(api, email))).data.acceptInvitation.signIn).toBeTruthy()
  })

  test('is not for those who work here, nor to what is no address', async () => {
    expect((await invite('owner', 'Kitchen@demo.test')).data.inviteStaff).toMatchObject({
      code: 'ALREADY_STAFF',
    })
    for (const email of [
      '',
      'nobody',
      'a@b',
      `${'x'.repeat(300)}@demo.test`,
      'a@demo.test\nBcc: b@demo.test',
    ])
      expect((await invite('owner', email)).data.inviteStaff).toMatchObject({ path: ['email'] })
  })

  test.each([
    ['owner', 'OWNER', undefined],
    ['manager', 'MANAGER', undefined],
    ['manager', 'OWNER', 'FORBIDDEN'],
    ['kitchen', 'SERVER', 'FORBIDDEN'],
    ['server', 'SERVER', 'FORBIDDEN'],
    ['outsider', 'SERVER', 'NOT_FOUND'],
    ['nobody', 'SERVER', 'UNAUTHENTICATED'],
  ])('by %s to be %s: %s', async (who, role, code) => {
    const { errors } = await invite(who, someone(), role)
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(code && [code])
  })
})

describe('a role', () => {
  const STAFF = '{ restaurant(slug: "demo") { staff { id name email role } } }'
  const CHANGE = /* GraphQL */ `mutation ($input: ChangeStaffRoleInput!) {
    changeStaffRole(input: $input) { ... on ChangeStaffRolePayload { member { role } } ... on Error { code } }
  }`
  const REMOVE = /* GraphQL */ `mutation ($input: RemoveStaffMemberInput!) {
    removeStaffMember(input: $input) { ... on RemoveStaffMemberPayload { member { email } } ... on Error { code } }
  }`
  const memberId = async (email: string) => {
    const { staff } = (await ask(as('owner'), STAFF)) as { staff: { id: string; email: string }[] }
    return staff.find((member) => member.email === email)?.id
  }

  test('is changed by a manager, but an owner’s by an owner', async () => {
    const email = someone()
    await join(api, email, 'SERVER', PASSWORD)
    const input = { memberId: await memberId(email), role: 'KITCHEN' }
    expect(await ask(as('manager'), CHANGE, { input })).toEqual({ member: { role: 'KITCHEN' } })
    for (const who of ['kitchen', 'server'])
      expect(await codesOf(as(who), CHANGE, { input })).toEqual(['FORBIDDEN'])
    expect(await codesOf(as('outsider'), CHANGE, { input })).toEqual(['NOT_FOUND'])
    expect(await codesOf(as('manager'), CHANGE, { input: { ...input, role: 'OWNER' } })).toEqual([
      'FORBIDDEN',
    ])
    expect(await ask(as('owner'), CHANGE, { input: { ...input, role: 'OWNER' } })).toBeTruthy()
    expect(await codesOf(as('manager'), CHANGE, { input })).toEqual(['FORBIDDEN'])
    expect(await codesOf(as('manager'), REMOVE, { input: { memberId: input.memberId } })).toEqual([
      'FORBIDDEN',
    ])
    expect(await ask(as('owner'), REMOVE, { input: { memberId: input.memberId } })).toEqual({
      member: { email },
    })
  })

  test('of the last owner is kept, also when two owners remove each other at once', async () => {
    const own = await memberId('owner@demo.test')
    const demote = { input: { memberId: own, role: 'MANAGER' } }
    expect(await ask(as('owner'), CHANGE, demote)).toEqual({ code: 'LAST_OWNER' })
    expect(await ask(as('owner'), REMOVE, { input: { memberId: own } })).toEqual({ code: 'LAST_OWNER' })

    const email = someone()
    const second = api.http(await join(api, email, 'OWNER', PASSWORD))
    await Promise.all([
      as('owner').request(CHANGE, { input: { memberId: await memberId(email), role: 'MANAGER' } }),
      second.request(CHANGE, demote),
    ])
    const owners = await api.db.staffMember.findMany({
      where: { restaurant: { slug: 'demo' }, role: 'OWNER' },
      include: { user: true },
    })
    expect(owners).toHaveLength(1)
    await api.db.staffMember.updateMany({
      where: { restaurant: { slug: 'demo' }, user: { email: 'owner@demo.test' } },
      data: { role: 'OWNER' },
    })
  })

  test('of nobody is told apart from another restaurant’s by nothing', async () => {
    const member = await api.db.staffMember.findFirstOrThrow({ where: { restaurant: { slug: 'demo-two' } } })
    const ids = [encodeGlobalId('StaffMember', member.id), encodeGlobalId('StaffMember', randomUUID()), 'x']
    const answers = await Promise.all(
      ids.map((id) => as('owner').request(REMOVE, { input: { memberId: id } })),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })
})

test('the owner reads who did what, and nobody else', async () => {
  const TRAIL = /* GraphQL */ `query ($first: Int, $after: String) {
    restaurant(slug: "demo") {
      auditTrail(first: $first, after: $after) {
        edges { node { actorName actorKind action target details } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`
  const email = someone()
  now = new Date(now.getTime() + 1)
  await invite('manager', email, 'KITCHEN')
  type Page = {
    auditTrail: { edges: { node: object }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
  }
  const { auditTrail } = (await ask(as('owner'), TRAIL, { first: 1 })) as Page
  expect(auditTrail.edges).toMatchObject([
    { node: { actorKind: 'STAFF', action: 'staff.invited', target: email, details: '{"role":"KITCHEN"}' } },
  ])
  expect(auditTrail.pageInfo.hasNextPage).toBe(true)
  const next = (await ask(as('owner'), TRAIL, { first: 1, after: auditTrail.pageInfo.endCursor })) as Page
  expect(next.auditTrail.edges).not.toEqual(auditTrail.edges)
  for (const who of ['manager', 'kitchen', 'server'])
    expect(await codesOf(as(who), TRAIL)).toEqual(['FORBIDDEN'])
  expect(await codesOf(as('outsider'), TRAIL)).toEqual(['NOT_FOUND'])
  expect(await codesOf(api.http(), TRAIL)).toEqual(['UNAUTHENTICATED'])
  expect(await codesOf(as('owner'), TRAIL, { after: 'x' })).toEqual(['BAD_USER_INPUT'])
})
