import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chrome or Chromium of this machine: CHROME_PATH, else on the PATH or where its installer puts it. */
export function findInstalledBrowser(): string | undefined {
  const { env } = process
  if (env['CHROME_PATH']) return env['CHROME_PATH']
  const windowsFolders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
  return [
    ...(env['PATH'] ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
    ...APPLICATIONS,
    ...windowsFolders.flatMap((folder) =>
      folder ? join(folder, 'Google/Chrome/Application/chrome.exe') : [],
    ),
  ].find((path) => existsSync(path))
}

/**
 * Starts the installed browser, or else the one that Playwright has downloaded for itself.
 * @throws when there is neither
 */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findInstalledBrowser()
  const browser = await chromium.launch({
    ...options,
    ...(executablePath ? { executablePath } : {}),
    // The sandbox refuses to run as root, as which containers run.
    chromiumSandbox: process.getuid?.() !== 0 && process.platform !== 'linux',
    args: [
      // A test's browser has no business on the internet.
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Containers often have 64 MB of /dev/shm, too little for a page.
      '--disable-dev-shm-usage',
      ...(options.args ?? []),
    ],
  })
  const newContext = browser.newContext.bind(browser)
  // Playwright clicks nothing that moves: half of the time was waiting for transitions.
  browser.newContext = (context) => newContext({ reducedMotion: 'reduce', ...context })
  return browser
}
