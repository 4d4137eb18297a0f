import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { demo } from '../prisma/seed.ts'
import { useDemo } from './use-demo.ts'

const site = useDemo()

/** Resolves when the browser's tab says so. */
async function hasTitle(page: Page, title: string): Promise<void> {
  await page.waitForFunction((wanted) => document.title === wanted, title)
}

/** Goes there as a link of the app does, without loading anew. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path)
}

test('every page has a title of its own, and leaves none behind', async () => {
  const page = await site.browser.newPage()
  await page.goto(`${site.url}/t/unknown-code`)
  await hasTitle(page, 'Sit down · MenuMate')
  await page.getByRole('button', { name: 'See the menu' }).click()
  await hasTitle(page, 'No place yet · MenuMate')
  await follow(page, '/kitchen')
  await hasTitle(page, 'Kitchen · MenuMate')
  await follow(page, '/manage')
  await hasTitle(page, 'Manage · MenuMate')
  await follow(page, '/forgot-password')
  await hasTitle(page, 'Forgot password · MenuMate')
  await follow(page, '/bill')
  await hasTitle(page, 'Bill · MenuMate')
  await follow(page, '/nowhere')
  await hasTitle(page, 'Not found · MenuMate')
  await follow(page, '/')
  await hasTitle(page, 'MenuMate')
})

test('nobody is promised a table before its code is known to be one', async () => {
  const page = await site.browser.newPage()
  await page.goto(`${site.url}/t/unknown-code`)
  await page.getByText('Sit down to see the menu.').waitFor()
  expect(await page.getByText('Your table is ready').count()).toBe(0)
})

test('a field says itself what it lacks, until somebody types', async () => {
  const page = await site.browser.newPage()
  await page.goto(`${site.url}/manage/tablets`)
  await page.getByLabel('E-mail').fill('owner@demo.test')
  await page.getByRole('button', { name: 'Sign in' }).click()
  const password = page.getByLabel('Password')
  await page.getByText('Please fill this in.').waitFor()
  expect(await password.getAttribute('aria-invalid')).toBe('true')
  expect(await password.evaluate((field) => field === document.activeElement)).toBe(true)
  await password.fill(demo.password)
  await page.getByText('Please fill this in.').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Sign in' }).click()

  await page.getByRole('button', { name: 'Let a tablet in' }).click()
  await page.getByRole('button', { name: 'Let it in' }).click()
  await expect.poll(() => page.getByText('Please fill this in.').count()).toBe(2)
  const code = page.getByLabel('Code on its screen')
  expect(await code.evaluate((field) => field === document.activeElement)).toBe(true)
})

test('who sits at a table is told that ordering is paused before choosing anything', async () => {
  const guest = await site.seat('demo-3', 'Ada')
  const strip = guest.page.getByText('The kitchen is taking a short break.')
  expect(await strip.count()).toBe(0)
  const { page: kitchen } = await site.openKitchen('manager@demo.test')
  await kitchen.getByRole('button', { name: 'More' }).click()
  await kitchen.getByRole('switch', { name: 'Take orders' }).click()
  await kitchen.getByText('Ordering is paused.').waitFor()
  await guest.page.reload()
  await strip.waitFor()
})
