import { dropDatabases, testDatabaseName } from '../../api/test/postgres-server.ts'
import { findInstalledBrowser, launchBrowser } from '../../e2e/browser.ts'
import { exited, spawnTool } from '../processes.ts'
import { installOnDebian } from './debian.ts'
import { findPostgres, startOwnPostgres } from './own-postgres.ts'
import { findRedis, startOwnRedis } from './own-redis.ts'
import type { Service } from './service.ts'

/** What the tests run against. */
export interface TestEnvironment {
  /** For the tests' processes. */
  readonly variables: NodeJS.ProcessEnv
  /** One line each: what the tests have. */
  readonly has: readonly string[]
  /** One line each: what cannot run, and what would have to be installed. */
  readonly lacks: readonly string[]
  /** The same for what was asked to be left out. */
  readonly omits: readonly string[]
  readonly hasBrowser: boolean
  stop(): Promise<void>
}

/**
 * Finds or starts what the tests need: the servers that DATABASE_URL and REDIS_URL name, else servers of its own,
 * else the embedded ones. MENUMATE_TEST_SERVICES=embedded asks for the embedded ones whatever else there is.
 */
export async function prepareEnvironment(): Promise<TestEnvironment> {
  const { DATABASE_URL, REDIS_URL, MENUMATE_TEST_SERVICES, ...rest } = process.env
  const embedded = MENUMATE_TEST_SERVICES === 'embedded'
  const ownDatabase = !embedded && !DATABASE_URL
  const ownRedis = !embedded && !REDIS_URL
  await installOnDebian([
    ...(ownDatabase && !(await findPostgres()) ? ['postgresql'] : []),
    ...(ownRedis && !findRedis() ? ['redis-server'] : []),
    ...(findInstalledBrowser() ? [] : ['chromium']),
  ])

  const testDatabase = testDatabaseName()
  const variables: NodeJS.ProcessEnv = {
    ...rest,
    MENUMATE_TEST_DATABASE: testDatabase,
    ...(embedded ? { MENUMATE_TEST_SERVICES } : {}),
  }
  const has: string[] = []
  const lacks: string[] = []
  const omits: string[] = []
  const services: Service[] = []
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()))
  }

  const provide = (kind: Kind, service: Service | undefined) => {
    has.push(`${kind.name.padEnd(9)} ${service?.description ?? kind.substitute}`)
    if (service) {
      services.push(service)
      variables[kind.variable] = service.url
    } else {
      const missing = embedded ? omits : lacks
      missing.push(kind.lack)
    }
  }

  try {
    if (embedded) {
      provide(DATABASE, undefined)
      provide(REDIS, undefined)
    } else {
      // Tests remove their databases themselves, unless someone stops them.
      const removeDatabases = (url: string) => () => dropDatabases(url, testDatabase)
      provide(
        DATABASE,
        DATABASE_URL
          ? given(DATABASE_URL, removeDatabases(DATABASE_URL))
          : await own(await findPostgres(), startOwnPostgres),
      )
      provide(REDIS, REDIS_URL ? given(REDIS_URL) : await own(findRedis(), startOwnRedis))
    }
    if (embedded || !(await findPostgres()) || !findRedis()) (embedded ? omits : lacks).push(FAULTS_LACK)
    if (embedded) omits.push(SAME_EVERYWHERE)
    const browser = await tryBrowser()
    has.push(`browser   ${browser ?? 'none'}`)
    if (!browser) lacks.push('tests in a browser (e2e/): install Chrome or Chromium, or set CHROME_PATH')
    return { variables, has, lacks, omits, hasBrowser: browser !== undefined, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Kind {
  name: string
  variable: string
  substitute: string
  lack: string
}

const DATABASE: Kind = {
  name: 'database',
  variable: 'DATABASE_URL',
  substitute: 'PGlite, embedded',
  lack: 'tests on a PostgreSQL server: install PostgreSQL 15 or newer, or set DATABASE_URL',
}

const REDIS: Kind = {
  name: 'redis',
  variable: 'REDIS_URL',
  substitute: 'none, messages stay in the process',
  lack: 'tests on Redis: install redis-server, or set REDIS_URL',
}

const FAULTS_LACK =
  'the fault program (e2e/faults): install PostgreSQL 15 or newer and redis-server, it kills its own'

const SAME_EVERYWHERE = 'what is the same on every database, as vitest.config.ts names it: other runs have it'

function given(url: string, stop = async () => {}): Service {
  return { description: withoutPassword(url), url, stop }
}

function withoutPassword(url: string): string {
  const parsed = new URL(url)
  parsed.password = ''
  return parsed.href
}

async function own(
  program: string | undefined,
  start: (program: string) => Promise<Service>,
): Promise<Service | undefined> {
  return program ? start(program) : undefined
}

/** Opens a browser to see whether it does; where none is installed, has Playwright download its own. */
async function tryBrowser(): Promise<string | undefined> {
  if (!findInstalledBrowser()) {
    const download = spawnTool('.', 'playwright-core', ['install', '--only-shell', 'chromium'], {
      stdio: 'ignore',
    })
    if ((await exited(download)) !== 0) return undefined
  }
  try {
    const browser = await launchBrowser()
    const version = browser.version()
    await browser.close()
    return `Chromium ${version} (${findInstalledBrowser() ?? "Playwright's own"})`
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return undefined
  }
}
