import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { demo } from '../prisma/seed.ts'

/** A phone as guests hold it, a tablet as it hangs in a kitchen. */
const PHONE = { width: 390, height: 844 }
const TABLET = { width: 1280, height: 800 }

/** A guest with a phone, at a table. */
export interface Guest {
  readonly page: Page
  readonly context: BrowserContext
  /** Orders one of a dish without required options, as a person would. */
  order(dish: string): Promise<void>
  /** The card of one of the table's orders; data-status tells its state. */
  card(number: number): Locator
}

/** A kitchen display whose shift has begun. */
export interface Kitchen {
  readonly page: Page
  readonly context: BrowserContext
  card(number: number): Locator
  column(status: 'PENDING' | 'COOKING' | 'READY'): Locator
  /** How often the bell has really been struck. */
  rings(): Promise<number>
}

/** Each person has a browser context, and so storage and cookies, of their own. */
export async function seatGuest(
  browser: Browser,
  origin: string,
  tableCode: string,
  name: string,
): Promise<Guest> {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await page.goto(`${origin}/t/${tableCode}`)
  await page.getByLabel('Your name').fill(name)
  await page.getByRole('button', { name: 'See the menu' }).click()
  await live(page)
  return {
    page,
    context,
    async order(dish) {
      await page.getByRole('button', { name: dish }).first().click()
      await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click()
      await page.getByRole('button', { name: /^Your order/ }).click()
      await page.getByRole('button', { name: /^Order now/ }).click()
    },
    card: (number) => page.locator(`[data-order="${number}"]`),
  }
}

/** @param clockOffBy how far the tablet's clock is ahead of the time, in milliseconds */
export async function openKitchen(
  browser: Browser,
  origin: string,
  email: string,
  { clockOffBy = 0 } = {},
): Promise<Kitchen> {
  const context = await browser.newContext({ viewport: TABLET, hasTouch: true })
  if (clockOffBy !== 0) await context.addInitScript(setClock, clockOffBy)
  const page = await context.newPage()
  await page.goto(`${origin}/kitchen`)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(demo.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.getByRole('button', { name: 'Start shift' }).click()
  await live(page)
  return {
    page,
    context,
    card: (number) => page.locator(`[data-order-number="${number}"]`),
    column: (status) => page.locator(`[data-column="${status}"]`),
    rings: async () => Number(await page.locator('[data-board]').getAttribute('data-rings')),
  }
}

/** Runs in the page, before all of its scripts. */
function setClock(offBy: number) {
  const Time = Date
  globalThis.Date = class extends Time {
    constructor(...parts: [] | [number | string | Date]) {
      if (parts.length === 0) super(Time.now() + offBy)
      else super(...(parts as [number]))
    }
    static override now() {
      return Time.now() + offBy
    }
  } as DateConstructor
}

/** Resolves when the page says that it is live. */
export function live(page: Page): Promise<void> {
  return page.getByText('Live', { exact: true }).first().waitFor()
}
