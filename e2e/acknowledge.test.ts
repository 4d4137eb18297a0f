import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient, type TestClient } from '../api/test/client.ts'
import { demo } from '../prisma/seed.ts'
import type { Guest, Kitchen } from './people.ts'
import { useDemo } from './use-demo.ts'

const DISH = 'Butter Croissant'
/** The bounds of the setting, in seconds: an alarm as soon as there can be one, or none while a test runs. */
const SOON = 5
const LATE = 600

const site = useDemo()
let client: TestClient
let restaurantId: string
let orders = 0

beforeAll(async () => {
  client = openClient(`${site.url}/graphql`)
  restaurantId = await client.restaurantId('demo')
})
afterAll(async () => {
  await client?.close()
})

async function raiseAlarms(seconds: typeof SOON | typeof LATE): Promise<void> {
  const manager = client.http(await client.signIn('manager@demo.test'))
  const { errors } = await manager.request(
    `mutation ($input: SetAcknowledgeWithinInput!) { setAcknowledgeWithin(input: $input) { __typename } }`,
    { input: { restaurantId, seconds } },
  )
  expect(errors).toBeUndefined()
}

const guest = () => site.seat('demo-1', 'Ada')
const kitchen = (email = 'kitchen@demo.test') => site.openKitchen(email)

async function order(who: Guest): Promise<number> {
  await who.order(DISH)
  orders += 1
  await who.card(orders).waitFor()
  return orders
}

/** Lets a page believe that it went to the background, or came back: headless tabs never do by themselves. */
function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}

/** Where somebody who manages sits, far from the stove. */
async function openOffice(): Promise<Page> {
  const context = await site.browser.newContext()
  const page = await context.newPage()
  await page.goto(`${site.url}/manage/tables`)
  await page.getByLabel('E-mail').fill('manager@demo.test')
  await page.getByLabel('Password').fill(demo.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  return page
}

const alarm = (staff: Kitchen) => staff.page.locator('[data-banner="alarm"]')
const alarmsHeard = async (staff: Kitchen) =>
  Number(await staff.page.locator('[data-board]').getAttribute('data-alarms'))
const acknowledged = (who: Guest, number: number) =>
  who.page.locator(`[data-order="${number}"][data-acknowledged]`)

test('an order that the kitchen shows is one that the guest knows the kitchen has', async () => {
  await raiseAlarms(LATE)
  const ada = await guest()
  const number = await order(ada)
  await ada.card(number).getByText('Sent', { exact: true }).waitFor()
  const cook = await kitchen()
  await cook.card(number).waitFor()
  await ada.card(number).getByText('The kitchen has it', { exact: true }).waitFor()
  expect(await alarm(cook).count()).toBe(0)
})

test('a kitchen in the background has nothing: the alarm is raised, and stays until somebody has it', async () => {
  await raiseAlarms(SOON)
  const cook = await kitchen()
  await setVisibility(cook.page, 'hidden')
  const ada = await guest()
  const number = await order(ada)
  await cook.card(number).waitFor()
  await alarm(cook).getByText(`Nobody has order ${number} · Table 1`).waitFor()
  await expect.poll(() => alarmsHeard(cook), { timeout: 20_000 }).toBeGreaterThan(1)
  expect(await acknowledged(ada, number).count()).toBe(0)

  // That its screen is seen again is not yet that somebody has looked at it.
  await setVisibility(cook.page, 'visible')
  const waiter = await kitchen('server@demo.test')
  await alarm(waiter).getByText(`Nobody has order ${number} · Table 1`).waitFor()
  await expect.poll(() => alarmsHeard(waiter), { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await alarm(cook).count()).toBe(1)

  await waiter.page.getByRole('button', { name: 'We have it' }).click()
  await Promise.all([cook, waiter].map((staff) => alarm(staff).waitFor({ state: 'detached' })))
  await acknowledged(ada, number).waitFor()
})

test('without a kitchen, whoever comes first is met by the alarm, and ends it by cooking', async () => {
  await raiseAlarms(SOON)
  const ada = await guest()
  const staff = await client.signIn('kitchen@demo.test')
  const raised = client.socket(staff).subscribe(
    `subscription ($id: ID!, $after: String) {
      restaurantEvents(restaurantId: $id, after: $after) { __typename }
    }`,
    { id: restaurantId, after: await client.boardCursor(staff, restaurantId) },
  )
  const numbers = [await order(ada), await order(ada)]
  // Both orders, and both alarms.
  await raised.count(4)

  const office = await openOffice()
  await office.getByText('Nobody has these 2 orders').waitFor()
  const cook = await kitchen()
  await alarm(cook).getByText('Nobody has these 2 orders').waitFor()
  for (const number of numbers)
    await cook.page.getByRole('button', { name: `Start cooking, order ${number}`, exact: true }).click()
  await alarm(cook).waitFor({ state: 'detached' })
  await office.getByText('Nobody has').waitFor({ state: 'detached' })
  await Promise.all(
    numbers.map((number) =>
      ada.page.locator(`[data-order="${number}"][data-status="COOKING"][data-acknowledged]`).waitFor(),
    ),
  )
})

test('what a screen showed while nothing got through to the server is acknowledged afterwards', async () => {
  await raiseAlarms(LATE)
  const cook = await kitchen()
  const ada = await guest()
  let cut = true
  await cook.page.route('**/graphql', (route) => (cut ? route.abort() : route.continue()))
  const tried = cook.page.waitForEvent('requestfailed', (request) =>
    Boolean(request.postData()?.includes('KitchenAcknowledge')),
  )
  const number = await order(ada)
  await tried
  expect(await acknowledged(ada, number).count()).toBe(0)
  cut = false
  await acknowledged(ada, number).waitFor()
})
