import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { launchBrowser } from './browser.ts'
import { createDemoDatabase } from './demo.ts'
import { openKitchen, seatGuest } from './people.ts'
import { type Server, startServer } from './server.ts'

let database: CreatedDatabase
let server: Server
let browser: Browser

beforeAll(async () => {
  database = await createDemoDatabase()
  server = await startServer({ database: database.config, doorbell: testDoorbell() })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.stop()
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
