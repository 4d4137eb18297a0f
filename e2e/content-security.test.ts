import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openClient } from '../api/test/client.ts'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { ACCEPT, APPROVE, ask, CREATE_KEY, INVITE, START_PAIRING } from '../api/test/identity.ts'
import { demo } from '../prisma/seed.ts'
import { launchBrowser } from './browser.ts'
import { createDemoDatabase } from './demo.ts'
import { openKitchen, seatGuest } from './people.ts'
import { openPostOffice, type PostOffice } from './post-office.ts'
import { type Server, startServer } from './server.ts'

let database: CreatedDatabase
let server: Server
let post: PostOffice
let browser: Browser

beforeAll(async () => {
  database = await createDemoDatabase()
  post = await openPostOffice()
  server = await startServer({
    database: database.config,
    doorbell: testDoorbell(),
    environment: { SMTP_URL: post.url },
  })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  await post.close()
  await database.drop()
})

test('an order from scan to kitchen needs nothing that the content security policy refuses', async () => {
  const kitchen = await openKitchen(browser, server.url, 'kitchen@demo.test')
  const guest = await seatGuest(browser, server.url, 'demo-3', 'Ada')
  const refused: string[] = []
  for (const { page } of [kitchen, guest]) {
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) refused.push(message.text())
    })
    await page.reload()
  }
  await guest.order('Pretzel')
  await guest.card(1).waitFor()
  const start = await guest.context.newPage()
  start.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  await start.goto(server.url)
  await start.getByRole('heading', { level: 1 }).waitFor()
  expect(refused).toEqual([])
})

test('no other site can put a page into a frame', async () => {
  const page = await browser.newPage()
  await page.setContent(`<iframe src="${server.url}/t/demo-1"></iframe>`)
  const frame = page.frames()[1]
  await frame?.waitForLoadState()
  expect(await frame?.locator('#root').count()).toBe(0)
})

/** What a page must show as it is. Were it markup, the picture would be there, and without a policy the script would run. */
const MARKUP = '<img src=x onerror="document.title=1">'

describe('a name that is markup is text', () => {
  const clients: ReturnType<typeof openClient>[] = []
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())))

  const shows = async (page: Page, count = 1) => {
    await expect.poll(() => page.getByText(MARKUP).count()).toBeGreaterThanOrEqual(count)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
  }

  test('to guests and to the kitchen: of a guest, an order and a note', async () => {
    const client = openClient(`${server.url}/graphql`)
    clients.push(client)
    const kitchen = await openKitchen(browser, server.url, 'server@demo.test')
    const guest = await seatGuest(browser, server.url, 'demo-4', MARKUP)
    const { sessionToken } = await client.sitDown('demo-4', MARKUP)
    const { number } = await client.order(sessionToken, { customerName: MARKUP, note: `${MARKUP} please` })

    await guest.card(number).waitFor()
    await shows(guest.page)
    await kitchen.card(number).waitFor()
    await shows(kitchen.page, 2)
    await kitchen.page.getByRole('button', { name: 'Tables' }).click()
    await kitchen.page.getByRole('button', { name: /^Table 4/ }).click()
    await kitchen.page.locator('[data-guest]').first().waitFor()
    await shows(kitchen.page, 4)
  })

  test('to whoever manages: of staff, tablets and keys, there and in what was done with them', async () => {
    const client = openClient(`${server.url}/graphql`)
    clients.push(client)
    const owner = client.http(await client.signIn('owner@demo.test'))
    const restaurantId = await client.restaurantId('demo')
    const email = 'markup@demo.test'
    await ask(owner, INVITE, { input: { restaurantId, email, role: 'SERVER' } })
    const invited = { token: await post.linkTo(email), name: MARKUP, password: 'a plate of mussels' }
    await ask(client.http(), ACCEPT, { input: invited })
    const { code } = (await ask(client.http(), START_PAIRING)) as { code: string }
    await ask(owner, APPROVE, { input: { restaurantId, code, label: MARKUP } })
    await ask(owner, CREATE_KEY, { input: { restaurantId, name: MARKUP, scopes: ['MENU_READ'] } })

    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
    await page.goto(`${server.url}/manage/keys`)
    await page.getByLabel('E-mail').fill('owner@demo.test')
    await page.getByLabel('Password').fill(demo.password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await shows(page)
    for (const section of ['tablets', 'staff', 'activity']) {
      await page.goto(`${server.url}/manage/${section}`)
      await shows(page)
    }
  })
})
