import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { demo } from '../prisma/seed.ts'
import { launchBrowser } from './browser.ts'
import { createDemoDatabase } from './demo.ts'
import { mailedLink } from './mail.ts'
import { live, openKitchen, seatGuest } from './people.ts'
import { type Server, startServer } from './server.ts'

/** Within what a revocation must have reached every screen. */
const REVOKED_WITHIN_MS = 5000

describe('only the right people', () => {
  let browser: Browser
  let database: CreatedDatabase
  let server: Server
  /** Holds the mail. */
  let dataDir: string

  beforeAll(async () => {
    browser = await launchBrowser()
    database = await createDemoDatabase()
    const { config } = database
    dataDir = config.kind === 'embedded' ? config.directory : await mkdtemp(join(tmpdir(), 'menumate-mail-'))
    server = await startServer({
      database: database.config,
      doorbell: testDoorbell(),
      environment: { DATA_DIR: dataDir },
    })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
  })

  /** A browser of somebody's own. */
  async function open(path: string, viewport = { width: 1280, height: 800 }): Promise<Page> {
    const context = await browser.newContext({ viewport, hasTouch: true })
    const page = await context.newPage()
    await page.goto(new URL(path, server.url).href)
    return page
  }

  async function signIn(page: Page, email: string, password: string = demo.password) {
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await press(page, 'Sign in')
  }

  async function manage(section: string, email = 'owner@demo.test'): Promise<Page> {
    const page = await open(`/manage/${section}`)
    await signIn(page, email)
    return page
  }

  const mailed = (path: string) => mailedLink(server, dataDir, path)

  test('whom the owner invites comes by the link of the mail, and sees the kitchen', async () => {
    const owner = await manage('staff')
    const invite = owner.getByRole('button', { name: 'Invite somebody' })
    await invite.click()
    const sheet = owner.getByRole('dialog')
    await owner.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    expect(await invite.evaluate((button) => button === document.activeElement)).toBe(true)
    await owner.keyboard.press('Enter')
    await sheet.getByLabel('E-mail').fill('noor@demo.test')
    await sheet.getByText('Service', { exact: true }).click()
    await press(owner, 'Send the invitation')
    await owner.getByText('Invitation sent').waitFor()
    await owner.getByRole('list', { name: 'Invitations' }).getByText('noor@demo.test').waitFor()

    const link = await mailed('/invitation')
    const noor = await open(link, { width: 390, height: 844 })
    await noor.getByLabel('Your name').fill('Noor')
    await noor.getByLabel('Choose a password').fill('short')
    await press(noor, /^Join/)
    await noor.getByText('The password must have 10 to 128 characters.').waitFor()
    await noor.getByLabel('Choose a password').fill('a plate of mussels')
    await press(noor, /^Join/)
    await press(noor, 'Start shift')
    await live(noor)
    // Service cannot pause ordering, and sees no switch for it.
    await press(noor, 'More')
    await noor.getByText('My account').waitFor()
    expect(await noor.getByRole('switch', { name: 'Take orders' }).count()).toBe(0)

    const second = await open(link)
    await second.getByText('This invitation is no longer good').waitFor()
  })

  test('a tablet is paired by its code, shows orders live, and is back at its code when it is shut out', async () => {
    const tablet = await open('/kitchen')
    await press(tablet, 'Pair this tablet')
    const code = tablet.locator('[data-pairing-code]')
    const characters = await code.getAttribute('data-pairing-code')

    const manager = await manage('tablets', 'manager@demo.test')
    await press(manager, 'Let a tablet in')
    await manager.getByLabel('Code on its screen').fill('WRONG-CODE')
    await manager.getByRole('dialog').getByLabel('Name').fill('By the stove')
    await press(manager, 'Let it in')
    await manager.getByText('No tablet shows this code').waitFor()
    await manager.getByLabel('Code on its screen').fill(`${characters}`.toLowerCase())
    await press(manager, 'Let it in')

    await press(tablet, 'Start shift')
    await live(tablet)
    const guest = await seatGuest(browser, server.url, 'demo-1', 'Ada')
    await guest.order('Butter Croissant')
    await tablet.locator('[data-order-number="1"]').waitFor()

    await press(manager, 'By the stove: change')
    await press(manager, 'Shut this tablet out')
    await press(manager, 'Shut it out')
    await code.waitFor({ timeout: REVOKED_WITHIN_MS })
    await tablet.getByText('This tablet gets no orders').waitFor()
    expect(await tablet.locator('[data-order-number]').count()).toBe(0)
    await manager.getByText('No tablet yet').waitFor()

    await manager.getByLabel('Seconds until the alarm').fill('45')
    await press(manager, 'Set it')
    await manager.getByText('The alarm comes after 45 seconds').waitFor()
  })

  test('an API key works from when it is created until it is revoked', async () => {
    const owner = await manage('keys')
    await press(owner, 'Create a key')
    await owner.getByRole('dialog').getByLabel('Name').fill('Till')
    await owner.getByText('Read orders', { exact: true }).click()
    await press(owner, 'Create the key')
    const secret = await owner.getByLabel('API key', { exact: true }).inputValue()
    await press(owner, 'I have stored it')
    expect(await ask(server, secret)).toMatchObject({ data: { viewer: { kind: 'PARTNER', name: 'Till' } } })

    await press(owner, 'Revoke the key Till')
    await press(owner, 'Revoke it')
    await owner.getByText('Revoked (1)').waitFor()
    await expect
      .poll(() => ask(server, secret), { timeout: REVOKED_WITHIN_MS })
      .toMatchObject({ data: { viewer: null } })

    await owner.getByRole('link', { name: 'Activity' }).first().click()
    await owner.getByText('revoked the API key “Till”').waitFor()
  })

  test('a forgotten password is replaced by the link of a mail, and the old one is good for nothing', async () => {
    const page = await open('/kitchen')
    await page.getByRole('link', { name: 'Forgot password?' }).click()
    await page.getByLabel('E-mail').fill('server@demo.test')
    await press(page, 'Send the link')
    await page.getByText('Check your mail').waitFor()

    await page.goto(await mailed('/reset-password'))
    await page.getByLabel('New password').fill('three blind mice')
    await press(page, 'Save the password')
    await page.getByRole('link', { name: 'To the sign-in' }).click()
    await signIn(page, 'server@demo.test')
    await page.getByRole('alert').waitFor()
    await signIn(page, 'server@demo.test', 'three blind mice')
    await page.getByRole('button', { name: 'Start shift' }).waitFor()
  })

  test('a cook finds nothing to manage but their own account', async () => {
    const cook = await manage('keys', 'kitchen@demo.test')
    await cook.getByRole('heading', { name: 'My account' }).waitFor()
    expect(await cook.getByRole('link', { name: /Staff|Tablets|API keys|Activity/ }).count()).toBe(0)
  })

  test('who becomes something else sees it at once, and so does who is signed out everywhere', async () => {
    const cook = await openKitchen(browser, server.url, 'kitchen@demo.test')
    const menu = cook.page.getByRole('button', { name: 'Menu', exact: true })
    await menu.waitFor()
    const owner = await manage('staff')
    await press(owner, 'Luca Ferraro, Kitchen: change')
    await owner.getByRole('dialog').getByText('Service', { exact: true }).click()
    await press(owner, 'Save')
    await cook.page.getByText('You work here as Service now').waitFor({ timeout: REVOKED_WITHIN_MS })
    await live(cook.page)
    await menu.waitFor({ state: 'detached' })

    await press(owner, 'Luca Ferraro, Service: change')
    await press(owner, /^Remove from/)
    await press(owner, 'Remove')
    await cook.page.getByText('This screen gets no orders').waitFor({ timeout: REVOKED_WITHIN_MS })

    const board = await openKitchen(browser, server.url, 'owner@demo.test')
    const phone = await manage('account')
    await press(phone, 'Sign out everywhere')
    await phone.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click()
    await board.page.getByText('This screen gets no orders').waitFor({ timeout: REVOKED_WITHIN_MS })
    await phone.getByLabel('Password').waitFor()
    await owner.getByRole('link', { name: 'Tablets' }).first().click()
    await owner.getByLabel('Password').waitFor()
  })
})

function press(page: Page, name: string | RegExp): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

async function ask(server: Server, key: string): Promise<unknown> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ viewer { kind name } }' }),
  })
  return response.json()
}
