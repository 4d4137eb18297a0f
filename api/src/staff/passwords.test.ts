import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  ask,
  CHANGE_PASSWORD,
  join,
  linkToken,
  REQUEST_RESET,
  RESET_PASSWORD,
  SIGN_IN,
} from '../../test/identity.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { createPasswords } from './passwords.service.ts'

let api: TestApi
let people = 0

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const PASSWORD = 'a pot of good tea'
const BETTER = 'a pot of better tea'
const VIEWER = '{ viewer { name } }'

const newcomer = async () => {
  const email = `someone-${++people}@demo.test`
  return { email, token: await join(api, email, 'SERVER', PASSWORD) }
}
const signIn = (email: string, password: string) => ask(api.http(), SIGN_IN, { input: { email, password } })
const WRONG = { code: 'INVALID_CREDENTIALS' }

/** Has a link sent. @returns its token */
async function requestReset(email: string): Promise<string> {
  const sent = api.mails.length
  expect(await ask(api.http(), REQUEST_RESET, { input: { email } })).toEqual({ requested: true })
  await expect.poll(() => api.mails.length).toBe(sent + 1)
  return linkToken(api, email)
}

test.each(TRANSPORTS)(
  'over %s, what is no token to a new password is a link that is not good',
  async (name) => {
    for (const token of ['\u0000', '', 'x'.repeat(5_000), '\ud800']) {
      const answer = await ask(transport(api, name), RESET_PASSWORD, {
        input: { token, newPassword: BETTER },
      })
      expect(answer).toEqual({ code: 'LINK_INVALID' })
    }
  },
)

test('nobody looks for an address that cannot be one', () => {
  const requestPasswordReset = vi.fn(() => Promise.resolve())
  const passwords = createPasswords({
    accounts: { requestPasswordReset },
    mailer: { delivers: true },
  } as unknown as Parameters<typeof createPasswords>[0])
  for (const email of ['\u0000@x', `${'x'.repeat(5_000)}@demo.test`]) passwords.requestReset(email)
  expect(requestPasswordReset).not.toHaveBeenCalled()
})

describe.each(TRANSPORTS)('over %s, a changed password', (name) => {
  test('holds from then on, and ends every earlier sign-in', async () => {
    const { email, token } = await newcomer()
    const elsewhere = (await signIn(email, PASSWORD)) as { token: string }
    const input = { currentPassword: PASSWORD, newPassword: BETTER }
    const { signIn: next } = (await ask(transport(api, name, token), CHANGE_PASSWORD, { input })) as {
      signIn: { token: string; viewer: object }
    }
    for (const old of [token, elsewhere.token]) expect(await ask(api.http(old), VIEWER)).toBeNull()
    expect(await ask(api.http(next.token), VIEWER)).toEqual(next.viewer)
    expect(api.mails.at(-1)).toMatchObject({ to: email, subject: expect.stringContaining('was changed') })
    expect(await signIn(email, PASSWORD)).toEqual(WRONG)
    expect(await signIn(email, BETTER)).toHaveProperty('token')
  })

  test('needs the present one, and keeps the rules', async () => {
    const { email, token } = await newcomer()
    const change = (currentPassword: string, newPassword: string) =>
      ask(transport(api, name, token), CHANGE_PASSWORD, { input: { currentPassword, newPassword } })
    expect(await change('not the password', BETTER)).toEqual(WRONG)
    for (const bad of ['', 'short', 'Password123', email, 'x'.repeat(129)])
      expect(await change(PASSWORD, bad)).toMatchObject({ path: ['newPassword'] })
    expect(await ask(api.http(token), VIEWER)).not.toBeNull()
  })
})

describe('a forgotten password', () => {
  test('is reset by a link, once', async () => {
    const { email, token: signedIn } = await newcomer()
    const token = await requestReset(email)
    expect(JSON.stringify(await api.db.authVerification.findMany())).not.toContain(token)
    const reset = (newPassword: string) => ask(api.http(), RESET_PASSWORD, { input: { token, newPassword } })
    expect(await reset('short')).toMatchObject({ path: ['newPassword'] })
    expect(await reset(email)).toMatchObject({ path: ['newPassword'] })
    const answers = await Promise.all([reset(BETTER), reset(BETTER)])
    expect(answers).toContainEqual({ reset: true })
    expect(answers).toContainEqual({ code: 'LINK_INVALID' })
    expect(await reset(BETTER)).toEqual({ code: 'LINK_INVALID' })
    expect(api.mails.at(-1)).toMatchObject({ to: email, subject: expect.stringContaining('was changed') })
    expect(await ask(api.http(signedIn), VIEWER)).toBeNull()
    expect(await signIn(email, BETTER)).toHaveProperty('token')
  })

  test('uses up all links that were sent, and so does a change', async () => {
    const { email, token: signedIn } = await newcomer()
    const [first, second, third] = [
      await requestReset(email),
      await requestReset(email),
      await requestReset(email),
    ]
    const reset = (token: string) =>
      ask(api.http(), RESET_PASSWORD, { input: { token, newPassword: BETTER } })
    expect(
      await ask(api.http(signedIn), CHANGE_PASSWORD, {
        input: { currentPassword: PASSWORD, newPassword: BETTER },
      }),
    ).toHaveProperty('signIn')
    expect(await reset(first)).toEqual({ code: 'LINK_INVALID' })
    const fourth = await requestReset(email)
    const fifth = await requestReset(email)
    expect(await reset(fourth)).toEqual({ reset: true })
    for (const link of [second, third, fifth]) expect(await reset(link)).toEqual({ code: 'LINK_INVALID' })
  })

  test('cannot be reset by a link that has expired, or was never sent', async () => {
    const { email } = await newcomer()
    const token = await requestReset(email)
    await api.db.authVerification.updateMany({ data: { expiresAt: new Date(0) } })
    for (const bad of [token, '', 'x', `${token}x`])
      expect(await ask(api.http(), RESET_PASSWORD, { input: { token: bad, newPassword: BETTER } })).toEqual({
        code: 'LINK_INVALID',
      })
    expect(await signIn(email, PASSWORD)).toHaveProperty('token')
  })

  test('of an account that is not there is answered the same, and nobody is sent anything', async () => {
    const sent = api.mails.length
    for (const email of ['nobody@demo.test', '', 'x', `${'x'.repeat(5_000)}@demo.test`, '\u0000@demo.test'])
      expect(await ask(api.http(), REQUEST_RESET, { input: { email } })).toEqual({ requested: true })
    await requestReset((await newcomer()).email)
    // The newcomer's invitation and their link.
    expect(api.mails.length).toBe(sent + 2)
  })
})
