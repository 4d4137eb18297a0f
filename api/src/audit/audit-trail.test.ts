import { afterAll, beforeAll, expect, test } from 'vitest'
import { UPDATE_ORDER_STATUS } from '../../test/client.ts'
import {
  ask,
  CHANGE_PASSWORD,
  createKey,
  join,
  linkToken,
  REQUEST_RESET,
  RESET_PASSWORD,
  SIGN_IN,
} from '../../test/identity.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'

let api: TestApi
let people = 0

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const PASSWORD = 'a pot of good tea'
const BETTER = 'a pot of better tea'
const SIGN_OUT_EVERYWHERE = 'mutation { signOutEverywhere { signedOut } }'

/** What somebody did in the restaurants that they work in, the first first. */
async function doneBy(actorName: string): Promise<readonly string[]> {
  const entries = await api.db.auditEntry.findMany({
    where: { actorName },
    orderBy: { at: 'asc' },
    select: { action: true, restaurant: { select: { slug: true } } },
  })
  return entries.map(({ action, restaurant }) => `${restaurant.slug}: ${action}`)
}

test.each(TRANSPORTS)('over %s, what somebody does with their account is written down', async (name) => {
  const person = `accountant-${++people}`
  const email = `${person}@demo.test`
  await join(api, email, 'SERVER', PASSWORD)
  const joined = await doneBy(person)

  const wrong = await ask(transport(api, name), SIGN_IN, { input: { email, password: BETTER } })
  expect(wrong).toEqual({ code: 'INVALID_CREDENTIALS' })
  expect(await doneBy(person)).toEqual(joined)

  const { token } = (await ask(transport(api, name), SIGN_IN, {
    input: { email, password: PASSWORD },
  })) as { token: string }
  const { signIn } = (await ask(transport(api, name, token), CHANGE_PASSWORD, {
    input: { currentPassword: PASSWORD, newPassword: BETTER },
  })) as { signIn: { token: string } }
  await ask(transport(api, name, signIn.token), SIGN_OUT_EVERYWHERE)
  const sent = api.mails.length
  await ask(transport(api, name), REQUEST_RESET, { input: { email } })
  await expect.poll(() => api.mails.length).toBe(sent + 1)
  await ask(transport(api, name), RESET_PASSWORD, {
    input: { token: linkToken(api, email), newPassword: PASSWORD },
  })
  await expect
    .poll(async () => (await doneBy(person)).slice(joined.length))
    .toEqual([
      'demo: account.signedIn',
      'demo: account.passwordChanged',
      'demo: account.signedOutEverywhere',
      'demo: account.passwordReset',
    ])
})

test('in every restaurant that they work in, and in no other', async () => {
  const email = 'both@demo.test'
  await join(api, email, 'SERVER', PASSWORD)
  const { id: restaurantId } = await api.db.restaurant.findUniqueOrThrow({ where: { slug: 'demo-two' } })
  const { id: userId } = await api.db.user.findUniqueOrThrow({ where: { email } })
  await api.db.staffMember.create({ data: { userId, restaurantId, role: 'KITCHEN' } })
  await ask(api.http(), SIGN_IN, { input: { email, password: PASSWORD } })
  await expect
    .poll(async () => (await doneBy('both')).slice(-2).sort())
    .toEqual(['demo-two: account.signedIn', 'demo: account.signedIn'])
})

test.each(TRANSPORTS)('over %s, an order that staff or a partner cancels is written down', async (name) => {
  const code = `demo-${name === 'HTTP' ? 3 : 4}`
  const { sessionToken } = await api.sitDown(code)
  const { label: target } = await api.db.table.findFirstOrThrow({ where: { code } })
  const key = await createKey(api, ['ORDERS_READ', 'ORDERS_WRITE'])
  const tokens = { STAFF: await api.signIn('kitchen@demo.test'), PARTNER: key.secret }
  for (const [actorKind, token] of Object.entries(tokens)) {
    const order = await api.order(sessionToken)
    const { number } = await api.db.order.findFirstOrThrow({ orderBy: { placedAt: 'desc' } })
    const move = (input: object) =>
      ask(transport(api, name, token), UPDATE_ORDER_STATUS, { input: { orderId: order.id, ...input } })
    const before = await api.db.auditEntry.count()
    await move({ status: 'COOKING' })
    await move({ status: 'CANCELLED', reason: 'Out of trout' })
    await move({ status: 'CANCELLED', reason: 'Again' })
    expect(await api.db.auditEntry.count()).toBe(before + 1)
    expect(await api.db.auditEntry.findFirst({ orderBy: { at: 'desc' } })).toMatchObject({
      actorKind,
      action: 'order.cancelled',
      target,
      details: { number, reason: 'Out of trout' },
    })
  }
})
