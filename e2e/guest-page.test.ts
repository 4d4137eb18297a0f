import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fernweh } from '../prisma/demo/fernweh.ts'
import { launchBrowser } from './browser.ts'
import { startDemo } from './demo.ts'
import type { Server } from './server.ts'

let server: Server
let browser: Browser

beforeAll(async () => {
  server = await startDemo()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('a guest who opens the address of a table sees the menu of its restaurant', async () => {
  const page = await browser.newPage()
  const errors: Error[] = []
  page.on('pageerror', (error) => errors.push(error))
  await page.goto(`${server.url}/t/demo-1`)
  await page.getByRole('button', { name: 'See the menu' }).click()
  const [firstCategory] = fernweh.categories
  await page.getByText(firstCategory?.items[0]?.name ?? '', { exact: true }).waitFor()
  expect(errors).toEqual([])
})
