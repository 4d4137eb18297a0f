import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { APPROVE, ask, CLAIM, codesOf, pair, START_PAIRING } from '../../test/identity.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'

let api: TestApi
let restaurantId: string
let now = new Date()
const tokens = new Map<string, string>()

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  restaurantId = await api.restaurantId('demo')
  for (const role of ['owner', 'manager', 'kitchen', 'server'])
    tokens.set(role, await api.signIn(`${role}@demo.test`))
  tokens.set('outsider', await api.signIn('kitchen@demo-two.test'))
})
afterAll(() => api.stop())

const as = (who: string) => api.http(tokens.get(who))
const start = async () => (await ask(api.http(), START_PAIRING)) as { code: string; secret: string }
const approve = (who: string, code: string, input: object = {}) =>
  as(who).request(APPROVE, { input: { restaurantId, code, label: 'Kitchen', ...input } })
const claim = (secret: string) => ask(api.http(), CLAIM, { input: { secret } })
const INVALID = { __typename: 'PairingInvalidError', code: 'PAIRING_INVALID' }
const DEVICES = '{ restaurant(slug: "demo") { devices { id label approvedBy lastSeenAt } } }'

describe('pairing', () => {
  test('lets a tablet in that a manager approves, and gives it its token once', async () => {
    const { code, secret } = await start()
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/)
    expect(await claim(secret)).toMatchObject({ code: 'PAIRING_PENDING' })
    const typed = ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `
    expect((await approve('manager', typed)).data.approveDevice.device).toMatchObject({ label: 'Kitchen' })
    const answers = (await Promise.all([claim(secret), claim(secret)])) as { token?: string }[]
    expect(answers.filter(({ token }) => token)).toHaveLength(1)
    expect(answers).toContainEqual(INVALID)
    expect(await claim(secret)).toEqual(INVALID)
    expect(answers.find(({ token }) => token)?.token).toMatch(/^mm_dev_[\w-]{43}$/)
  })

  test('does not approve a code twice, nor one that no tablet shows', async () => {
    const { code } = await start()
    const before = await api.db.device.count()
    await approve('manager', code)
    for (const bad of [code, 'AAAAAAAA', '', 'x'.repeat(9_999), '\u0000'])
      expect((await approve('manager', bad)).data.approveDevice).toEqual(INVALID)
    expect(await api.db.device.count()).toBe(before + 1)
  })

  test('is over after ten minutes, before and after the approval', async () => {
    const [pending, approved] = [await start(), await start()]
    await approve('manager', approved.code)
    now = new Date(now.getTime() + 10 * 60_000)
    expect((await approve('manager', pending.code)).data.approveDevice).toEqual(INVALID)
    for (const { secret } of [pending, approved]) expect(await claim(secret)).toEqual(INVALID)
  })

  test.each(['', 'x', 'mm_pair_', `mm_pair_${'x'.repeat(43)}`])(
    'claims nothing with the secret %j',
    async (secret) => {
      expect(await claim(secret)).toEqual(INVALID)
    },
  )

  test.each([
    ['owner', undefined],
    ['manager', undefined],
    ['kitchen', 'FORBIDDEN'],
    ['server', 'FORBIDDEN'],
    ['outsider', 'NOT_FOUND'],
    ['nobody', 'UNAUTHENTICATED'],
  ])('is approved by %s or not: %s', async (who, code) => {
    const { errors } = await approve(who, (await start()).code)
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(code && [code])
    expect(await codesOf(as(who), DEVICES)).toEqual(code && [code])
  })

  test('needs a label', async () => {
    const { code } = await start()
    for (const label of ['', ' ', 'x'.repeat(81)])
      expect((await approve('manager', code, { label })).data.approveDevice).toMatchObject({
        path: ['label'],
      })
  })
})

describe.each(TRANSPORTS)('over %s, a device', (name) => {
  test('does the kitchen’s work, is known by its label, and does no more', async () => {
    const { id, token } = await pair(api, 'Grill')
    const viewer = '{ viewer { kind name memberships { role restaurant { slug } } } }'
    expect(await ask(transport(api, name, token), viewer)).toEqual({
      kind: 'DEVICE',
      name: 'Grill',
      memberships: [{ role: 'KITCHEN', restaurant: { slug: 'demo' } }],
    })
    const { sessionToken } = await api.sitDown('demo-1')
    const order = await api.order(sessionToken)
    const moved = await transport(api, name, token).request(UPDATE_ORDER_STATUS, {
      input: { orderId: order.id, status: 'COOKING' },
    })
    expect(moved.data.updateOrderStatus.order.statusHistory.at(-1)).toMatchObject({ by: 'Grill' })
    expect(await codesOf(transport(api, name, token), DEVICES)).toEqual(['FORBIDDEN'])
    const { devices } = (await ask(as('manager'), DEVICES)) as {
      devices: { id: string; lastSeenAt: string }[]
    }
    expect(devices.find((device) => device.id === id)?.lastSeenAt).not.toBeNull()
  })
})

test('a browser that is a device is recognised by its cookie, and is none after signing out', async () => {
  const { code, secret } = await start()
  await approve('manager', code)
  const post = (query: string, headers: object, variables?: object) =>
    fetch(api.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    })
  const [setCookie = ''] = (await post(CLAIM, {}, { input: { secret } })).headers.getSetCookie()
  expect(setCookie).toMatch(/^menumate\.device_token=mm_dev_.*; HttpOnly; SameSite=Lax$/)
  const [cookie = ''] = setCookie.split(';', 1)
  const viewer = async () =>
    ((await (await post('{ viewer { name } }', { cookie })).json()) as { data: object }).data
  expect(await viewer()).toEqual({ viewer: { name: 'Kitchen' } })
  const out = await post('mutation { signOut { signedOut } }', { cookie })
  expect(out.headers.getSetCookie().join()).toContain('menumate.device_token=; Path=/; Max-Age=0')
  expect(await viewer()).toEqual({ viewer: null })
})

test('a device is renamed and revoked by those who may', async () => {
  const { id } = await pair(api)
  const RENAME = `mutation ($input: RenameDeviceInput!) {
    renameDevice(input: $input) { ... on RenameDevicePayload { device { label } } ... on Error { code } }
  }`
  const REVOKE = 'mutation ($input: RevokeDeviceInput!) { revokeDevice(input: $input) { device { label } } }'
  const rename = { input: { deviceId: id, label: 'Bar' } }
  const revoke = { input: { deviceId: id } }
  for (const [query, input] of [[RENAME, rename] as const, [REVOKE, revoke] as const]) {
    expect(await codesOf(as('kitchen'), query, input)).toEqual(['FORBIDDEN'])
    expect(await codesOf(as('outsider'), query, input)).toEqual(['NOT_FOUND'])
  }
  expect(await ask(as('manager'), RENAME, rename)).toEqual({ device: { label: 'Bar' } })
  expect(await ask(as('manager'), REVOKE, revoke)).toEqual({ device: { label: 'Bar' } })
  expect(await codesOf(as('manager'), REVOKE, revoke)).toEqual(['NOT_FOUND'])
})
