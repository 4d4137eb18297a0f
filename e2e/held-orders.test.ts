import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient, type TestClient } from '../api/test/client.ts'
import { type Guest, live } from './people.ts'
import { useDemo } from './use-demo.ts'

const DISH = 'Butter Croissant'

const site = useDemo()
let others: TestClient

beforeAll(async () => {
  others = openClient(`${site.url}/graphql`)
})
afterAll(async () => {
  await others?.close()
})

test('an order outlasts a server that fails over it, after a wait offline, and is made once', async () => {
  const ada = await site.seat('demo-1', 'Ada')
  await untilReadyForOffline(ada)
  await ada.context.setOffline(true)
  await ada.order(DISH)
  await ada.page.getByText('Not sent yet').waitFor()

  const failures = await failing(ada.page, 'CreateOrder')
  await ada.context.setOffline(false)
  await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
  await ada.page.getByText('Not confirmed yet').waitFor()
  await ada.page.unrouteAll()
  await ada.page.locator('[data-order]').waitFor()
  expect(await ada.page.locator('[data-order]').count()).toBe(1)
})

test('an order that is held goes out from the bill, too, which says that it is held', async () => {
  const ada = await site.seat('demo-5', 'Ada')
  await untilReadyForOffline(ada)
  await ada.context.setOffline(true)
  await ada.order(DISH)
  await ada.page.getByText('Not sent yet').waitFor()
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('link', { name: 'Bill' }).click()
  await ada.page.getByRole('heading', { name: 'Nothing ordered yet' }).waitFor()
  await ada.page.getByText('Not sent yet').waitFor()
  await ada.context.setOffline(false)
  await ada.page.getByText(/^Order \d+ is in$/).waitFor()
  await ada.page.getByText(DISH).waitFor()
  expect(await ada.page.getByText('Not sent yet').count()).toBe(0)
})

test('an order that is held when the visit ends is named on the receipt, too', async () => {
  const ada = await site.seat('demo-7', 'Ada')
  await untilReadyForOffline(ada)
  await ada.context.setOffline(true)
  await ada.order(DISH)
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('link', { name: 'Bill' }).click()
  await ada.page.getByText('Not sent yet').waitFor()
  await closeSession(ada.page, 'demo-7')
  await ada.context.setOffline(false)
  await ada.page.locator('[data-left-over="unsent"]').getByText(`1 × ${DISH}`).waitFor()
})

test('what a phone had sent and nobody confirmed is not sent by itself when it sits down again', async () => {
  const ada = await site.seat('demo-6', 'Ada')
  await untilReadyForOffline(ada)
  // The order arrives, and its answer is lost.
  await ada.page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('CreateOrder')) return route.continue()
    await route.fetch()
    return route.abort()
  })
  await ada.order(DISH)
  await ada.page.locator('[data-order]').waitFor()
  await ada.page.getByText('Not confirmed yet').waitFor()
  const manager = await site.openKitchen('manager@demo.test')
  await manager.page.getByRole('button', { name: 'Tables' }).click()
  await manager.page.getByRole('button', { name: /^Table 6/ }).click()
  await manager.page.getByRole('button', { name: 'Remove Ada' }).click()
  await manager.page.getByRole('button', { name: 'Remove', exact: true }).click()
  await ada.page.locator('[data-left-over="unclear"]').waitFor()
  await ada.page.unrouteAll()
  await ada.page.getByRole('button', { name: 'See the menu' }).click()
  await live(ada.page)
  await ada.page.getByRole('button', { name: /^Your order/ }).click()
  await ada.page.getByRole('button', { name: /^Order now/ }).waitFor()
  expect(await ada.page.locator('[data-order]').count()).toBe(1)
})

test('an order that is held when the visit ends is named, and is in the cart of the next visit, unsent', async () => {
  const ada = await site.seat('demo-2', 'Ada')
  await untilReadyForOffline(ada)
  await ada.context.setOffline(true)
  await ada.order(DISH)
  await ada.page.getByText('Not sent yet').waitFor()
  await closeSession(ada.page, 'demo-2')
  await ada.context.setOffline(false)

  const leftOver = ada.page.locator('[data-left-over="unsent"]')
  await leftOver.getByText(`1 × ${DISH}`).waitFor()
  expect(await ada.page.getByText('All settled').count()).toBe(1)
  await ada.page.reload()
  await leftOver.getByText(`1 × ${DISH}`).waitFor()
  await ada.page.getByRole('button', { name: 'See the menu' }).click()
  await ada.page.getByRole('button', { name: /^Your order/ }).click()
  await ada.page.getByRole('button', { name: /^Order now/ }).click()
  await ada.page.locator('[data-order]').waitFor()
})

test('screens that open while the database is away come up by themselves', async () => {
  const cook = await site.openKitchen('kitchen@demo.test')
  const ada = await site.seat('demo-3', 'Ada')
  for (const { page } of [cook, ada]) {
    await failing(page)
    await page.reload()
    await page.getByText('Something boiled over').waitFor()
    await page.unrouteAll()
  }
  await Promise.all([live(cook.page), live(ada.page)])
})

test.each([
  ['forbids to keep anything', forbidStorage],
  ['has no room to keep anything', fillStorage],
])('a phone that %s can order, and is told what not to do', async (_name, spoil) => {
  const context = await site.browser.newContext()
  const page = await context.newPage()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.addInitScript(spoil)
  await page.goto(`${site.url}/t/demo-4`)
  await page.getByRole('button', { name: 'See the menu' }).click()
  await page.getByRole('button', { name: DISH }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click()
  await page.getByText('This phone cannot keep your order').first().waitFor()
  await page.getByRole('button', { name: /^Order now/ }).click()
  await page.locator('[data-order]').first().waitFor()
  expect(errors).toEqual([])
})

/** Runs in the page, before all of its scripts. */
function forbidStorage() {
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, {
      get() {
        throw new DOMException('denied', 'SecurityError')
      },
    })
}

/** Runs in the page, before all of its scripts. */
function fillStorage() {
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
}

/** The menu is there, and what slides up when one orders has been fetched ahead. */
async function untilReadyForOffline({ page }: Guest) {
  await page.getByRole('button', { name: DISH }).first().waitFor()
  await page.waitForLoadState('networkidle')
}

/** Answers these operations as a server without its database does. @returns how often it has */
async function failing(page: Page, operation = ''): Promise<() => number> {
  let count = 0
  const error = { message: 'Something went wrong.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }
  await page.route('**/graphql', (route) => {
    if (!route.request().postData()?.includes(operation)) return route.continue()
    count++
    return route.fulfill({ json: { data: null, errors: [error] } })
  })
  return () => count
}

async function closeSession(page: Page, tableCode: string) {
  const device = await page.evaluate((key) => localStorage.getItem(key), `menumate.table.${tableCode}`)
  const { data } = await others
    .http()
    .request('query ($token: String!) { tableSession(sessionToken: $token) { id } }', {
      token: JSON.parse(device ?? '{}').sessionToken,
    })
  const staff = await others.signIn('server@demo.test')
  await others
    .http(staff)
    .request(
      'mutation ($input: CloseTableSessionInput!) { closeTableSession(input: $input) { __typename } }',
      {
        input: { tableSessionId: data.tableSession.id },
      },
    )
}
