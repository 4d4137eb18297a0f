import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../src/logger.ts'
import { createMailer } from '../src/mail/mailer.ts'
import { ACCEPT, ask } from './identity.ts'
import { startTestApi, type TestApi } from './test-api.ts'
import { TRANSPORTS, transport } from './transports.ts'

// An installation without SMTP_URL: what it cannot send it must not claim to have sent.

let api: TestApi
let owner: string

beforeAll(async () => {
  api = await startTestApi({ sendsMail: false })
  owner = await api.signIn('owner@demo.test')
})
afterAll(() => api.stop())

const INVITE = /* GraphQL */ `mutation ($input: InviteStaffInput!) {
  inviteStaff(input: $input) { ... on InviteStaffPayload { link invitation { email } } }
}`
const REQUEST = /* GraphQL */ `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { requested }
}`

describe.each(TRANSPORTS)('over %s, where no mail is sent', (name) => {
  test('whoever invites is given the link, and it makes somebody staff', async () => {
    const email = `${name.toLowerCase()}@demo.test`
    const input = { restaurantId: await api.restaurantId('demo'), email, role: 'SERVER' }
    const made = (await ask(transport(api, name, owner), INVITE, { input })) as { link: string }
    expect(made).toMatchObject({ invitation: { email } })
    const { pathname, hash } = new URL(made.link)
    expect(pathname).toBe('/invitation')
    const accept = { token: hash.slice(1), name: 'Grace', password: 'a pot of good tea' }
    expect(await ask(api.http(), ACCEPT, { input: accept })).toHaveProperty('signIn.token')
    expect(api.mails).toEqual([])
  })

  test('a forgotten password is told so, alike for an account and for none', async () => {
    const [known, unknown] = await Promise.all(
      ['owner@demo.test', 'nobody@demo.test'].map((email) =>
        transport(api, name).request(REQUEST, { input: { email } }),
      ),
    )
    expect(known).toEqual(unknown)
    expect(known?.errors).toMatchObject([
      {
        message: expect.stringContaining('sends no mail'),
        extensions: { code: 'BAD_USER_INPUT', reason: 'NO_MAIL' },
      },
    ])
    expect(api.mails).toEqual([])
  })
})

test('only a mailer that has somewhere to put a mail claims to deliver it', () => {
  const logger = createLogger('silent')
  expect(createMailer({ kind: 'none' }, logger).delivers).toBe(false)
  expect(createMailer({ kind: 'smtp', url: 'smtp://127.0.0.1:1', from: 'a@b.test' }, logger).delivers).toBe(
    true,
  )
})
