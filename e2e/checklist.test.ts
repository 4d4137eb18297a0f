import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DoorbellConfig } from '../api/src/config.ts'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { launchBrowser } from './browser.ts'
import { createDemoDatabase } from './demo.ts'
import { type Guest, type Kitchen, live, openKitchen, seatGuest } from './people.ts'
import { type Server, startServer } from './server.ts'

const DISH = 'Butter Croissant'

// The ten lines that the first plan of this system was to be accepted by, in a real browser on a real server.
describe('checklist', () => {
  let browser: Browser
  let database: CreatedDatabase
  let doorbell: DoorbellConfig
  let server: Server
  let orders = 0

  beforeAll(async () => {
    browser = await launchBrowser()
    database = await createDemoDatabase()
    doorbell = testDoorbell()
    server = await startServer({ database: database.config, doorbell })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await database?.drop()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  })

  const guest = (table: string, name: string) => seatGuest(browser, server.url, table, name)
  const kitchen = (email = 'kitchen@demo.test') => openKitchen(browser, server.url, email)

  /** Orders, and tells the number that the order must have. */
  async function order(who: Guest): Promise<number> {
    await who.order(DISH)
    orders += 1
    await who.card(orders).waitFor()
    return orders
  }

  test('connection established', async () => {
    await guest('demo-1', 'Ada')
    await kitchen()
  })

  test('kitchen receives the order', async () => {
    const cook = await kitchen()
    const number = await order(await guest('demo-1', 'Ada'))
    const card = cook.column('PENDING').locator(`[data-order-number="${number}"]`)
    await card.waitFor()
    expect(await card.textContent()).toMatch(new RegExp(`Table 1[^]*Ada[^]*${DISH}`))
  })

  test('sound plays on a new order', async () => {
    const cook = await kitchen()
    const before = await cook.rings()
    const number = await order(await guest('demo-1', 'Ada'))
    await cook.card(number).waitFor()
    await cook.page.locator('[data-board][data-sound="on"]').waitFor()
    await expect.poll(cook.rings).toBeGreaterThan(before)
  })

  test('kitchen updates the status', async () => {
    const cook = await kitchen()
    const number = await order(await guest('demo-1', 'Ada'))
    for (const [button, column] of [
      ['Start cooking', 'COOKING'],
      ['Ready', 'READY'],
    ] as const) {
      await press(cook, button, number)
      await cook.column(column).locator(`[data-order-number="${number}"]`).waitFor()
    }
    await press(cook, 'Served', number)
    await cook.card(number).waitFor({ state: 'detached' })
  })

  test('customer sees it in real time', async () => {
    const cook = await kitchen()
    const ada = await guest('demo-1', 'Ada')
    const number = await order(ada)
    for (const [button, status] of [
      ['Start cooking', 'COOKING'],
      ['Ready', 'READY'],
      ['Served', 'SERVED'],
    ] as const) {
      await press(cook, button, number)
      await shows(ada, number, status)
    }
  })

  test('reconnection works', async () => {
    const cook = await kitchen()
    const ada = await guest('demo-1', 'Ada')
    const earlier = await order(ada)
    await cook.card(earlier).waitFor()

    await server.kill()
    await cook.page.locator('[data-banner="offline"]').waitFor()
    server = await startServer({ database: database.config, doorbell, port: server.port })
    await Promise.all([live(cook.page), live(ada.page)])

    const number = await order(ada)
    await cook.card(number).waitFor()
    await press(cook, 'Start cooking', earlier)
    await shows(ada, earlier, 'COOKING')
  })

  test('several customers', async () => {
    const cook = await kitchen()
    const [ada, grace] = [await guest('demo-2', 'Ada'), await guest('demo-2', 'Grace')]
    const first = await order(ada)
    const second = await order(grace)
    // Both sit at one table: each sees what the other ordered, and what becomes of it.
    await Promise.all([grace.card(first).waitFor(), ada.card(second).waitFor()])
    await press(cook, 'Start cooking', second)
    await Promise.all([shows(ada, second, 'COOKING'), shows(grace, second, 'COOKING')])
    await shows(grace, first, 'PENDING')
  })

  test('several kitchen screens', async () => {
    const [left, right] = [await kitchen(), await kitchen('server@demo.test')]
    const number = await order(await guest('demo-3', 'Ada'))
    await Promise.all([left.card(number).waitFor(), right.card(number).waitFor()])
    await press(left, 'Start cooking', number)
    await right.column('COOKING').locator(`[data-order-number="${number}"]`).waitFor()
  })

  test('restaurants are isolated', async () => {
    const cook = await kitchen()
    const neighbour = await kitchen('kitchen@demo-two.test')
    const number = await order(await guest('demo-4', 'Ada'))
    await cook.card(number).waitFor()
    // Its own order comes after the other restaurant's, so that one would be here by now.
    const kenji = await guest('demo-two-1', 'Kenji')
    await kenji.order('Edamame')
    await neighbour.card(1).waitFor()
    expect(await neighbour.page.locator('[data-order-number]').count()).toBe(1)
    expect(await cook.page.getByText('Edamame').count()).toBe(0)
  })

  test('sessions are isolated', async () => {
    const [ada, grace] = [await guest('demo-5', 'Ada'), await guest('demo-6', 'Grace')]
    const hers = await order(ada)
    const others = await order(grace)
    expect(await grace.page.locator('[data-order]').count()).toBe(1)
    await grace.card(others).waitFor()
    expect(await ada.page.locator('[data-order]').count()).toBe(1)
    await ada.card(hers).waitFor()
  })
})

function press(cook: Kitchen, button: string, number: number): Promise<void> {
  return cook.page.getByRole('button', { name: `${button}, order ${number}`, exact: true }).click()
}

function shows(guest: Guest, number: number, status: string): Promise<void> {
  return guest.page.locator(`[data-order="${number}"][data-status="${status}"]`).waitFor()
}
