import { expect, test } from 'vitest'
import { useDemo } from './use-demo.ts'

const DISH = 'Butter Croissant'

const site = useDemo()

test('one tap settles no table: it asks first, and says what is not served', async () => {
  const guest = await site.seat('demo-2', 'Ada')
  await guest.order(DISH)
  await guest.card(1).waitFor()
  const { page } = await site.openKitchen('manager@demo.test')
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
