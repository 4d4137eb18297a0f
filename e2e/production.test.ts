import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demo } from '../prisma/seed.ts'
import { launchBrowser } from './browser.ts'
import { startDemo } from './demo.ts'
import { openKitchen, seatGuest } from './people.ts'
import { type Server, startServer } from './server.ts'

// As a restaurant runs it: guests may run the web app's own documents only, and the limits hold.

let server: Server
let browser: Browser

beforeAll(async () => {
  server = await startDemo({
    NODE_ENV: 'production',
    AUTH_SECRET: 'a secret for tests, long enough to be one',
    RATE_LIMITS: 'on',
  })
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('a guest orders and a kitchen cooks with hashes in place of documents', async () => {
  const kitchen = await openKitchen(browser, server.url, 'kitchen@demo.test')
  const guest = await seatGuest(browser, server.url, 'demo-2', 'Ada')
  const documents: unknown[] = []
  guest.page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) documents.push(request.postDataJSON())
  })
  await guest.order('Butter Croissant')
  await kitchen.card(1).waitFor()
  await guest.card(1).waitFor()
  await kitchen.card(1).getByRole('button', { name: 'Start cooking' }).click()
  await guest.page.locator('[data-order="1"][data-status="COOKING"]').waitFor()
  expect(documents).not.toEqual([])
  for (const document of documents) {
    expect(document).not.toHaveProperty('query')
    expect(document).toHaveProperty('extensions.persistedQuery.sha256Hash')
  }
})

it('too many tries to sign in are told kindly, with the time to wait', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  await page.goto(`${server.url}/kitchen`)
  await page.getByLabel('E-mail').fill('kitchen@demo.test')
  await page.getByLabel('Password').fill('a wrong password')
  const told = page.getByText(/^Too many tries\. Try again in (\d+ s|\d+ minutes)\.$/)
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Sign in', exact: true }).click()
        return told.isVisible()
      },
      { timeout: 30_000 },
    )
    .toBe(true)
})

it('cookies are for https and no script, and browsers are told to stay with https', async () => {
  const query = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }`
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query,
      variables: { input: { email: 'owner@demo.test', password: demo.password } },
    }),
  })
  const cookies = response.headers.getSetCookie()
  expect(cookies).not.toEqual([])
  for (const cookie of cookies) {
    expect(cookie).toMatch(/^__Secure-menumate\./)
    for (const attribute of [/; Secure/i, /; HttpOnly/i, /; SameSite=Lax/i]) expect(cookie).toMatch(attribute)
  }
  expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/)
})

it.each([
  ['none', ''],
  ['a short one', 'correct horse battery staple'],
  ['one that repeats itself', 'passwordpasswordpasswordpasswordpassword'],
])('with %s for a secret it does not start, and says which variable is wrong', async (_which, secret) => {
  const started = startServer({
    database: { kind: 'embedded', directory: '/nowhere' },
    doorbell: { kind: 'in-process' },
    environment: { NODE_ENV: 'production', AUTH_SECRET: secret },
  })
  const { message } = await started.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )
  expect(message).toContain('AUTH_SECRET: ')
  if (secret) expect(message).not.toContain(secret)
})
