import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startDemo } from './demo.ts'
import { openKitchen, seatGuest } from './people.ts'
import type { Server } from './server.ts'

const DISH = 'Butter Croissant'

let browser: Browser
let server: Server

beforeAll(async () => {
  browser = await launchBrowser()
  server = await startDemo()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
})

test('one tap settles no table: it asks first, and says what is not served', async () => {
  const guest = await seatGuest(browser, server.url, 'demo-2', 'Ada')
  await guest.order(DISH)
  await guest.card(1).waitFor()
  const { page } = await openKitchen(browser, server.url, 'manager@demo.test')
  const tap = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()
  await tap('Tables')
  await tap(/^Table 2/)

  await tap(/^Cash/)
  const asked = page.getByRole('alertdialog', { name: '€3.90 in cash from Table 2?' })
  await asked.getByText('Order 1 is not served yet.').waitFor()
  await tap('Not yet')
  await asked.waitFor({ state: 'hidden' })
  // Nothing was taken.
  await page.getByRole('button', { name: /^Cash/ }).waitFor()
  expect(await page.getByText('Paid', { exact: true }).count()).toBe(0)

  await tap(/^Card/)
  await page.getByRole('alertdialog', { name: '€3.90 by card from Table 2?' }).waitFor()
  await tap('Card paid')
  await page.getByText('Table 2 is paid').waitFor()
  await guest.page.getByRole('heading', { name: 'Thank you!' }).waitFor()
})
