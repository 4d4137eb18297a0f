import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { launchBrowser } from './browser.ts'
import { startDemo } from './demo.ts'
import { type Guest, type Kitchen, openKitchen, seatGuest } from './people.ts'
import type { Server } from './server.ts'

/** The demo restaurants on a server of their own, and a browser for whoever visits them. */
export interface DemoSite {
  readonly browser: Browser
  /** The server's origin. */
  readonly url: string
  /** A guest with a phone, at a table. */
  seat(tableCode: string, name: string): Promise<Guest>
  /** A kitchen display, of somebody of the staff. */
  openKitchen(email: string): Promise<Kitchen>
}

/** Has a site for the tests of this file, from before the first until after the last; what a test opens ends with it. */
export function useDemo(): DemoSite {
  let browser: Browser
  let server: Server
  beforeAll(async () => {
    browser = await launchBrowser()
    server = await startDemo()
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  })
  return {
    get browser() {
      return browser
    },
    get url() {
      return server.url
    },
    seat: (tableCode, name) => seatGuest(browser, server.url, tableCode, name),
    openKitchen: (email) => openKitchen(browser, server.url, email),
  }
}
