import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fernweh } from '../prisma/demo/fernweh.ts'
import { launchBrowser } from './browser.ts'
import { startDemo } from './demo.ts'
import type { Server } from './server.ts'

/** What a phone on a slow network can be asked to load before the menu shows, as gzip. */
const SCRIPT_BUDGET_BYTES = 150_000

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

it('a guest waits for less than 150 KB of scripts', async () => {
  const page = await browser.newPage()
  await page.goto(`${server.url}/t/demo-1`)
  await page.getByRole('button', { name: 'See the menu' }).waitFor()
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  const [entry, guestPage] = ['index-', 'guest-page-'].map((chunk) =>
    loaded.find((name) => name.includes(`/assets/${chunk}`) && name.endsWith('.js')),
  )
  const needed = await withStaticImports([`${entry}`, `${guestPage}`])
  const sizes = await Promise.all(needed.map((url) => compressedSize(url)))
  expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThan(SCRIPT_BUDGET_BYTES)
})

/** These scripts and all that they import before they run; not what they load later on. */
async function withStaticImports(urls: readonly string[]): Promise<readonly string[]> {
  const found = new Set(urls)
  // A set goes on with what is added while it is walked.
  for (const url of found) {
    const text = await (await fetch(url)).text()
    for (const [, path] of text.matchAll(/(?:from|import)\s*["'`](\.\/[^"'`]+)["'`]/g))
      found.add(new URL(`${path}`, url).href)
  }
  return [...found]
}

async function compressedSize(url: string): Promise<number> {
  const { headers } = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
  expect(headers.get('content-encoding')).toBe('gzip')
  return Number(headers.get('content-length'))
}
