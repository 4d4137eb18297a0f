import type { BrowserContext, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { live } from './people.ts'
import { useDemo } from './use-demo.ts'

const DISH = 'Butter Croissant'
const PHONE = { width: 390, height: 844 }

const site = useDemo()

async function scan(tableCode: string, name?: string): Promise<Page> {
  const context = await site.browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.goto(`${site.url}/t/${tableCode}`)
  if (name !== undefined) {
    await page.getByLabel('Your name').fill(name)
    await page.getByRole('button', { name: 'See the menu' }).click()
  }
  return page
}

/** The page of a manager's tables, and the kitchen display that it was opened from. */
async function manage(): Promise<{ page: Page; context: BrowserContext }> {
  const { page, context } = await site.openKitchen('manager@demo.test')
  await page.getByRole('button', { name: 'Tables' }).click()
  const opened = context.waitForEvent('page')
  await page.getByRole('link', { name: 'QR codes, and who may join' }).click()
  const tables = await opened
  await tables.getByRole('heading', { name: 'QR codes' }).waitFor()
  return { page: tables, context }
}

async function choosePolicy(name: string): Promise<void> {
  const { page, context } = await manage()
  await page.getByText(name, { exact: true }).click()
  await page.getByRole('radio', { name, checked: true }).waitFor()
  await context.close()
}

test('a code that is replaced says so kindly, the new one opens the table, and who sits there stays', async () => {
  const seated = await site.seat('demo-1', 'Bob')
  const { page } = await manage()
  const card = page.locator('[data-table="Table 1"]')
  await card.getByRole('button', { name: 'New code for Table 1' }).click()
  await page.getByRole('button', { name: 'Make a new code' }).click()
  await page.getByText('Table 1 has a new code').waitFor()
  const address = await card.getByText('/t/').textContent()
  expect(address).not.toContain('demo-1')

  const guest = await scan('demo-1', 'Ada')
  await guest.getByRole('heading', { name: 'This table has a new code' }).waitFor()
  await guest.goto(`http://${address}`)
  await guest.getByRole('button', { name: 'See the menu' }).click()
  await guest.getByText('Table 1', { exact: true }).waitFor()
  await seated.order(DISH)
  await guest.locator('[data-order]').first().waitFor()
})

test('friends join by the PIN that the first guest sees', async () => {
  await choosePolicy('A PIN for those who join')
  const ada = await site.seat('demo-2', 'Ada')
  const pin = (await ada.page.getByText(/^PIN \d{4}/).textContent())?.match(/\d{4}/)?.[0] ?? ''
  const bob = await scan('demo-2', 'Bob')
  await bob.getByLabel('Table PIN').fill(pin === '0000' ? '0001' : '0000')
  await bob.getByRole('button', { name: 'Join the table' }).click()
  await bob.getByText('That is not the PIN of this table').waitFor()
  await bob.getByLabel('Table PIN').fill(pin)
  await bob.getByRole('button', { name: 'Join the table' }).click()
  await live(bob)
  await choosePolicy('Anyone with the code')
})

test('where the staff decide, a guest waits, and goes on by itself', async () => {
  await choosePolicy('The staff let each phone in')
  const floor = await site.openKitchen('server@demo.test')
  const ada = await scan('demo-3', 'Ada')
  await ada.getByRole('heading', { name: 'Waiting for the staff' }).waitFor()
  // It waits on when the page is opened anew.
  await ada.reload()
  await ada.getByText('Table 3: they see your request').waitFor()
  await floor.page.getByRole('button', { name: 'Let Ada in at Table 3' }).click()
  await live(ada)
  await floor.page.locator('[data-join-request]').waitFor({ state: 'detached' })

  const stranger = await scan('demo-3', 'Mallory')
  await floor.page.getByRole('button', { name: 'Decline Mallory at Table 3' }).click()
  await stranger.getByRole('heading', { name: 'Please ask the staff' }).waitFor()
  await choosePolicy('Anyone with the code')
})

test('a phone that the staff remove is at the table no more, and its orders stay', async () => {
  const floor = await site.openKitchen('server@demo.test')
  const [ada, bob] = [await site.seat('demo-4', 'Ada'), await site.seat('demo-4', 'Bob')]
  await bob.order(DISH)
  await ada.page.locator('[data-order]').first().waitFor()
  await floor.page.getByRole('button', { name: 'Tables' }).click()
  await floor.page.getByRole('button', { name: /^Table 4/ }).click()
  await floor.page.getByText('1 order', { exact: false }).first().waitFor()
  await floor.page.getByRole('button', { name: 'Remove Bob' }).click()
  await floor.page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await floor.page.locator('[data-guest="Bob"]').waitFor({ state: 'detached' })
  await bob.page.getByText('This phone is not at the table any more').waitFor()
  expect(await ada.page.locator('[data-order]').count()).toBe(1)
})

test('a guest can leave, and sit down again', async () => {
  const ada = await site.seat('demo-5', 'Ada')
  await ada.page.getByRole('button', { name: 'Leave this table' }).click()
  await ada.page.getByRole('alertdialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await ada.page.getByRole('heading', { name: 'Goodbye!' }).waitFor()
  expect(await ada.page.evaluate(() => localStorage.getItem('menumate.table.demo-5'))).toBeNull()
  await ada.page.getByRole('button', { name: 'See the menu' }).click()
  await live(ada.page)
})

test('while ordering is paused a guest reads the menu, and sits down when it goes on', async () => {
  const cook = await site.openKitchen('kitchen@demo.test')
  await cook.page.getByRole('button', { name: 'More' }).click()
  await cook.page.getByRole('switch', { name: 'Take orders' }).click()
  await cook.page.locator('[data-banner="paused"]').waitFor()
  const guest = await scan('demo-6', 'Ada')
  await guest.getByText('The kitchen is taking a short break.').waitFor()
  await guest.getByRole('heading', { name: DISH }).waitFor()
  expect(await guest.getByRole('button', { name: `Add ${DISH}` }).count()).toBe(0)
  await cook.page.keyboard.press('Escape')
  await cook.page.getByRole('button', { name: 'Take orders again' }).click()
  await cook.page.locator('[data-banner="paused"]').waitFor({ state: 'detached' })
  await guest.getByRole('button', { name: 'Try now' }).click()
  await live(guest)
})

test('the tables are for managers', async () => {
  const { page } = await site.openKitchen('server@demo.test')
  await page.getByRole('button', { name: 'Tables' }).click()
  await page.getByRole('dialog').waitFor()
  expect(await page.getByRole('link', { name: 'QR codes, and who may join' }).count()).toBe(0)
  await page.goto(`${site.url}/manage/tables`)
  await page.getByRole('heading', { name: 'My account' }).waitFor()
  expect(await page.getByRole('link', { name: 'Tables' }).count()).toBe(0)
})
