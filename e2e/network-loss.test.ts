import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDatabase } from '../api/src/db/database.ts'
import { openClient, type TestClient, UPDATE_ORDER_STATUS } from '../api/test/client.ts'
import { type CreatedDatabase, hasDatabaseServer } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { openTcpProxy, type TcpProxy } from '../api/test/tcp-proxy.ts'
import { launchBrowser } from './browser.ts'
import { createDemoDatabase } from './demo.ts'
import { type Kitchen, live, openKitchen, seatGuest } from './people.ts'
import { type Server, startServer } from './server.ts'

const DISH = 'Butter Croissant'
/** As long as a router takes to start again. */
const OUTAGE_MS = 20_000
/** Within ten seconds a dead connection has to be noticed; the rest is for a busy machine. */
const NOTICED_WITHIN_MS = 12_000
const HOURS = 3_600_000

type Order = Awaited<ReturnType<TestClient['order']>>

// The screens come through a network that breaks; what others do meanwhile goes straight to the server.
describe('a screen that loses the network', () => {
  let browser: Browser
  let database: CreatedDatabase
  let server: Server
  let network: TcpProxy
  let others: TestClient
  let staff: string
  let restaurantId: string
  let origin: string

  beforeAll(async () => {
    browser = await launchBrowser()
    database = await createDemoDatabase()
    server = await startServer({ database: database.config, doorbell: testDoorbell() })
    others = openClient(`${server.url}/graphql`)
    staff = await others.signIn('server@demo.test')
    restaurantId = await others.restaurantId('demo')
    // An alarm is another matter: it would lie over what is looked at here, where the machine is slow.
    await others
      .http(await others.signIn('owner@demo.test'))
      .request(
        'mutation ($input: SetAcknowledgeWithinInput!) { setAcknowledgeWithin(input: $input) { __typename } }',
        {
          input: { restaurantId, seconds: 600 },
        },
      )
  })
  afterAll(async () => {
    await browser?.close()
    await others?.close()
    await server?.stop()
    await database?.drop()
  })
  beforeEach(async () => {
    network = await openTcpProxy({ host: '127.0.0.1', port: server.port })
    origin = `http://127.0.0.1:${network.port}`
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    await network.close()
  })

  const kitchen = (options = {}) => openKitchen(browser, origin, 'kitchen@demo.test', options)

  async function move(order: Order, status: string, reason?: string) {
    const input = { orderId: order.id, status, reason }
    const { data } = await others.http(staff).request(UPDATE_ORDER_STATUS, { input })
    expect(data.updateOrderStatus.__typename).toBe('UpdateOrderStatusPayload')
  }

  /** Whoever the table's device is, this is how many orders it really has. */
  async function ordersOf(page: Page, tableCode: string): Promise<number> {
    const device = await page.evaluate((key) => localStorage.getItem(key), `menumate.table.${tableCode}`)
    const { data } = await others
      .http()
      .request('query ($token: String!) { tableSession(sessionToken: $token) { orders { id } } }', {
        token: JSON.parse(device ?? '{}').sessionToken,
      })
    return data.tableSession.orders.length
  }

  /** What the log holds after a cursor. */
  async function logAfter(cursor: string): Promise<string[]> {
    const query = `query ($id: ID!, $after: String) {
      restaurantEvents(restaurantId: $id, first: 100, after: $after) { edges { node { id } } }
    }`
    const { data } = await others.http(staff).request(query, { id: restaurantId, after: cursor })
    return data.restaurantEvents.edges.map((edge: { node: { id: string } }) => edge.node.id)
  }

  test('shows all of 5 orders and 5 changes made meanwhile, in order, once, as changes, and rings', async () => {
    const party = await others.sitDown('demo-1', 'Grace')
    const [first, second] = [await others.order(party.sessionToken), await others.order(party.sessionToken)]
    const [cook, ada] = await Promise.all([kitchen(), seatGuest(browser, origin, 'demo-1', 'Ada')])
    const asleep = await anotherTab(cook)
    await cook.page.getByRole('button', { name: '2 new · Seen' }).first().click()
    const feed = await eventsReceived(cook.page)
    const cursor = await others.boardCursor(staff, restaurantId)
    await setLifecycle(asleep, 'frozen')

    const since = performance.now()
    network.refuse(true)
    network.cut()
    await Promise.all([offline(ada.page), cook.page.locator('[data-banner="offline"]').waitFor()])
    const rings = await cook.rings()
    const missed: Order[] = []
    for (let count = 0; count < 5; count++) missed.push(await others.order(party.sessionToken))
    const [third, fourth, ...rest] = missed as [Order, Order, ...Order[]]
    await move(first, 'COOKING')
    await move(first, 'READY')
    await move(second, 'COOKING')
    await move(third, 'COOKING')
    await move(fourth, 'CANCELLED', 'Changed their mind')
    await passed(since, OUTAGE_MS)
    expect(await numbersIn(cook.page, '[data-column="PENDING"]')).toEqual([first.number, second.number])
    expect(await cook.page.getByText(/^Offline since \d\d:\d\d$/).count()).toBe(1)
    await offline(ada.page)

    network.refuse(false)
    for (const page of [cook.page, asleep]) {
      if (page === asleep) await setLifecycle(asleep, 'active')
      await page.locator(`[data-column="READY"] [data-order-number="${first.number}"]`).waitFor()
      const waiting = [fourth, ...rest].map(({ number }) => number)
      await expect.poll(() => numbersIn(page, '[data-column="PENDING"]')).toEqual(waiting)
      expect(await numbersIn(page, '[data-column="COOKING"]')).toEqual([second.number, third.number])
      expect(await numbersIn(page, '[data-column="READY"]')).toEqual([first.number])
      expect(await page.locator('[data-missed]').evaluateAll(missedWords)).toEqual([
        '4 new',
        '2 moved',
        '1 cancelled',
        `${second.number} was PENDING`,
        `${third.number} was NEW`,
        `${first.number} was PENDING`,
      ])
    }
    await expect.poll(cook.rings).toBeGreaterThan(rings)
    // Before what it missed, the last one that it had: with that it knows that its feed is up, and shows nothing anew.
    await vi.waitFor(async () => expect(feed().slice(1)).toEqual(await logAfter(cursor)), 10_000)
    expect(await logAfter(cursor)).not.toContain(feed()[0])
    await cook.page.getByRole('button', { name: 'All of what was missed is seen' }).click()
    await cook.page.locator('[data-banner="missed"]').waitFor({ state: 'detached' })
    expect(await cook.page.locator('[data-missed], [data-new]').count()).toBe(0)

    await ada.page.getByText('2 moved on, 4 new, 1 cancelled').waitFor()
    expect(
      await ada.page
        .locator('[data-order]')
        .evaluateAll((cards) =>
          cards.map((card) => `${card.getAttribute('data-order')} ${card.getAttribute('data-status')}`),
        ),
    ).toEqual([
      ...rest.map(({ number }) => `${number} PENDING`).toReversed(),
      `${fourth.number} CANCELLED`,
      `${third.number} COOKING`,
      `${second.number} COOKING`,
      `${first.number} READY`,
    ])
    await ada.page.getByRole('button', { name: 'I have seen what changed' }).click()
    await ada.page.locator('[data-missed]').first().waitFor({ state: 'detached' })
  }, 120_000)

  // Nobody else can open a database that the server has embedded.
  test.runIf(hasDatabaseServer)('shows the same when the log has let go of it, and goes on', async () => {
    const party = await others.sitDown('demo-6', 'Grace')
    const [moved, served] = [await others.order(party.sessionToken), await others.order(party.sessionToken)]
    const [cook, ada] = await Promise.all([kitchen(), seatGuest(browser, origin, 'demo-6', 'Ada')])
    await cook.card(served.number).waitFor()

    network.refuse(true)
    network.cut()
    await Promise.all([offline(cook.page), offline(ada.page)])
    await move(moved, 'COOKING')
    for (const status of ['COOKING', 'READY', 'SERVED']) await move(served, status)
    const added = await others.order(party.sessionToken)
    const { db, close } = await openDatabase(database.config)
    await db.event.deleteMany()
    await close()
    network.refuse(false)

    await cook
      .column('COOKING')
      .locator(`[data-order-number="${moved.number}"][data-missed="PENDING"]`)
      .waitFor()
    await cook.column('PENDING').locator(`[data-order-number="${added.number}"][data-new]`).waitFor()
    const counts = await cook.page.locator('[data-banner] [data-missed]').allTextContents()
    expect(counts).toEqual(['1 new', '1 moved', '1 done'])
    await ada.page.getByText('2 moved on, 1 new').waitFor()
    await Promise.all([live(cook.page), live(ada.page)])

    await move(added, 'COOKING')
    await cook.column('COOKING').locator(`[data-order-number="${added.number}"]`).waitFor()
    await ada.page.locator(`[data-order="${added.number}"][data-status="COOKING"]`).waitFor()
  })

  test('notices within ten seconds that nothing comes any more, and tells a cook that a tap has no answer', async () => {
    const cook = await kitchen()
    const party = await others.sitDown('demo-2')
    const order = await others.order(party.sessionToken)
    await cook.card(order.number).waitFor()

    const since = performance.now()
    network.stall(true)
    await cook.page.getByRole('button', { name: `Start cooking, order ${order.number}`, exact: true }).click()
    await offline(cook.page)
    expect(performance.now() - since).toBeLessThan(NOTICED_WITHIN_MS)
    await cook.page.getByText(`Order ${order.number}: no answer`).first().waitFor()
    await cook.column('PENDING').locator(`[data-order-number="${order.number}"]`).waitFor()

    const meanwhile = await others.order(party.sessionToken)
    network.stall(false)
    await cook.card(meanwhile.number).waitFor()
    await cook.column('PENDING').locator(`[data-order-number="${order.number}"]`).waitFor()
  })

  test('holds an order, shows in each tab that it is not sent, and sends it once, or not if it is called back', async () => {
    const ada = await seatGuest(browser, origin, 'demo-3', 'Ada')
    // The menu is there, and what slides up when one orders has been fetched ahead.
    await ada.page.getByRole('button', { name: DISH }).first().waitFor()
    await ada.page.waitForLoadState('networkidle')
    const tab = await ada.context.newPage()
    await tab.goto(ada.page.url())
    await live(tab)

    await ada.context.setOffline(true)
    await ada.order(DISH)
    for (const page of [ada.page, tab]) await page.getByText('Not sent yet').waitFor()
    await ada.context.setOffline(false)
    for (const page of [ada.page, tab]) {
      await page.locator('[data-order]').waitFor()
      await page.getByText('Not sent yet').waitFor({ state: 'detached' })
      expect(await page.locator('[data-order]').count()).toBe(1)
    }
    expect(await ordersOf(ada.page, 'demo-3')).toBe(1)

    await ada.context.setOffline(true)
    await ada.order(DISH)
    await ada.page.getByRole('button', { name: 'Don’t send' }).first().click()
    await tab.getByText('Not sent yet').waitFor({ state: 'detached' })
    await ada.context.setOffline(false)
    await Promise.all([live(ada.page), live(tab)])
    expect(await ordersOf(ada.page, 'demo-3')).toBe(1)

    await ada.context.setOffline(true)
    await ada.page.getByRole('button', { name: /^Order now/ }).click()
    for (const page of [ada.page, tab]) await page.getByText('Not sent yet').waitFor()
    const address = ada.page.url()
    await Promise.all([ada.page.close(), tab.close()])
    await ada.context.setOffline(false)
    const reopened = await ada.context.newPage()
    await reopened.goto(address)
    await expect.poll(() => reopened.locator('[data-order]').count(), { timeout: 20_000 }).toBe(2)
    expect(await ordersOf(reopened, 'demo-3')).toBe(2)
  }, 120_000)

  test('is not confused by a clock that is three hours wrong', async () => {
    const { sessionToken } = await others.sitDown('demo-4')
    for (const clockOffBy of [3 * HOURS, -3 * HOURS]) {
      const cook = await kitchen({ clockOffBy })
      const order = await others.order(sessionToken)
      await cook.card(order.number).locator('[data-urgency="fresh"]').waitFor()
      const clock = cook.page.locator('header time')
      const minutesOff = Date.parse((await clock.getAttribute('datetime')) ?? '') - Date.now()
      expect(Math.abs(minutesOff)).toBeLessThan(60_000)
      await cook.context.close()
    }
  })

  test('marks an order that was brought back meanwhile to where this very screen once had it', async () => {
    const cook = await kitchen()
    const order = await others.order((await others.sitDown('demo-7')).sessionToken)
    const tap = (name: string) =>
      cook.page.getByRole('button', { name: `${name}, order ${order.number}`, exact: true }).click()
    await tap('Start cooking')
    await tap('Ready')
    // It goes there at once, and back is a way only once the server has moved it.
    await cook
      .column('READY')
      .getByRole('button', { name: `Order ${order.number} back to Cooking` })
      .waitFor()
    network.refuse(true)
    network.cut()
    await cook.page.locator('[data-banner="offline"]').waitFor()
    await move(order, 'COOKING')
    network.refuse(false)
    await cook
      .column('COOKING')
      .locator(`[data-order-number="${order.number}"][data-missed="READY"]`)
      .waitFor()
  })

  test('keeps an order that was cancelled elsewhere in sight, with its cross, until the cook knows', async () => {
    const cook = await kitchen()
    const order = await others.order((await others.sitDown('demo-5')).sessionToken)
    await cook.card(order.number).waitFor()
    await move(order, 'CANCELLED', 'They left')
    const card = cook.page.locator(
      `[data-column="PENDING"] [data-order-number="${order.number}"][data-cancelled]`,
    )
    await card.getByText('They left').waitFor()
    await cook.page.reload()
    await card.waitFor()
    await card.getByRole('button', { name: `I know that order ${order.number} is cancelled` }).click()
    await card.waitFor({ state: 'detached' })
  })
})

/** A tab of its own, of the same browser and in the same shift. */
async function anotherTab(cook: Kitchen): Promise<Page> {
  const page = await cook.context.newPage()
  await page.goto(cook.page.url())
  await page.getByRole('button', { name: 'Start shift' }).click()
  await live(page)
  return page
}

/** Freezes a page as a browser does with one that nobody looks at, or a lid that is closed, and thaws it. */
async function setLifecycle(page: Page, state: 'frozen' | 'active') {
  const session = await page.context().newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state })
}

/** Collects the ids of the events that reach a kitchen's page from now on, on whatever socket. */
async function eventsReceived(page: Page): Promise<() => string[]> {
  const session = await page.context().newCDPSession(page)
  const ids: string[] = []
  await session.send('Network.enable')
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    const id = JSON.parse(response.payloadData).payload?.data?.restaurantEvents?.id
    if (id) ids.push(id)
  })
  return () => ids
}

async function offline(page: Page) {
  await page.locator('[data-connection="offline"]').first().waitFor()
}

function numbersIn(page: Page, where: string): Promise<number[]> {
  return page
    .locator(`${where} [data-order-number]`)
    .evaluateAll((cards) => cards.map((card) => Number(card.getAttribute('data-order-number'))))
}

/** Runs in the page: what its banner counts, then what its cards say, where the bell does not ring for them. */
function missedWords(elements: Element[]): string[] {
  return elements
    .filter((element) => !element.hasAttribute('data-new'))
    .map((element) => {
      const number = element.getAttribute('data-order-number')
      return number ? `${number} was ${element.getAttribute('data-missed')}` : (element.textContent ?? '')
    })
}

async function passed(since: number, ms: number) {
  await new Promise((resolve) => setTimeout(resolve, since + ms - performance.now()))
}
