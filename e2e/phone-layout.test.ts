import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useDemo } from './use-demo.ts'

const DISH = 'Butter Croissant'
/** Without a place to break it. */
const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetze'
const PHONE = { width: 390, height: 844 }

const site = useDemo()

async function box(locator: Locator) {
  const found = await locator.boundingBox()
  if (!found) throw new Error(`${locator} is not on the screen`)
  return { ...found, right: found.x + found.width, bottom: found.y + found.height }
}

/** With a note on the only line of the cart, and the cart open. */
async function fillCart(page: Page, note: string): Promise<void> {
  await page.getByRole('button', { name: DISH }).first().click()
  await page.getByLabel('A note for the kitchen').fill(note)
  await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click()
  await page.getByRole('button', { name: /^Your order/ }).click()
}

test('a word without a break pushes nothing off the cart', async () => {
  const { page } = await site.seat('demo-1', 'Ada')
  await fillCart(page, LONG_WORD)
  await page.getByText(LONG_WORD).waitFor()
  expect((await box(page.getByRole('button', { name: `Remove ${DISH}` }))).right).toBeLessThan(PHONE.width)
  expect((await box(page.locator(`[data-cart-line="${DISH}"]`).getByText('€3.90'))).right).toBeLessThan(
    PHONE.width,
  )
})

test('a long name leaves room for what was ordered, and the message of it stands at the bottom', async () => {
  const { page, card } = await site.seat('demo-2', `Maximiliana ${LONG_WORD}`.slice(0, 60))
  await fillCart(page, '')
  await page.getByRole('button', { name: /^Order now/ }).click()
  const message = await box(page.getByRole('dialog').filter({ hasText: /^Order 1/ }))
  expect(message.y).toBeGreaterThan(PHONE.height / 2)
  // Above the bar of a cart, and what else stands at the bottom.
  expect(message.bottom).toBeLessThan(PHONE.height - 96)
  const dishes = card(1).getByText(DISH)
  expect(await dishes.evaluate((text) => text.scrollWidth <= text.clientWidth)).toBe(true)
})

test('what a sheet scrolls by never lies under its ×', async () => {
  const { page } = await site.seat('demo-1', 'Ada')
  await page.setViewportSize({ width: 390, height: 480 })
  await page.getByRole('button', { name: DISH }).first().click()
  const sheet = page.getByRole('dialog')
  const row = sheet.locator('p', { hasText: DISH }).first()
  expect(await row.isVisible()).toBe(false)
  await sheet.getByText('Mountain cheese').scrollIntoViewIfNeeded()
  await sheet.getByLabel('A note for the kitchen').scrollIntoViewIfNeeded()
  await row.waitFor()
  expect((await box(row)).bottom).toBeGreaterThan(
    (await box(sheet.getByRole('button', { name: 'Close' }))).bottom,
  )
})

test('a table that asks for the bill covers no order on the kitchen’s phone', async () => {
  const guest = await site.seat('demo-3', 'Ada')
  await guest.order(DISH)
  await guest.page.getByRole('link', { name: 'Bill' }).click()
  await guest.page.getByRole('button', { name: 'Ask for the bill' }).click()
  const { page } = await site.openKitchen('server@demo.test')
  await page.setViewportSize(PHONE)
  const chip = page.getByRole('button', { name: /^Table 3 asks for the bill/ }).filter({ visible: true })
  await chip.waitFor()
  const tabs = await box(page.getByRole('navigation', { name: 'Columns' }))
  expect((await box(chip)).bottom).toBeLessThanOrEqual(tabs.y)
})

test('offline, the kitchen’s phone says so once', async () => {
  const { page, context } = await site.openKitchen('kitchen@demo.test')
  await page.setViewportSize(PHONE)
  await context.setOffline(true)
  await page.locator('[data-banner="offline"]').waitFor()
  expect(
    await page
      .getByText(/^Offline since/)
      .filter({ visible: true })
      .count(),
  ).toBe(1)
  expect(await page.getByText('Orders cannot be moved on now.').isVisible()).toBe(false)
})
