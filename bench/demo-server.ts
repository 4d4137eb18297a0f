import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hashPassword } from '../api/src/auth/password.ts'
import type { DatabaseConfig, DoorbellConfig } from '../api/src/config.ts'
import { type Db, openDatabase } from '../api/src/db/database.ts'
import { REPOSITORY } from '../api/src/repository.ts'
import { onServer, withDatabase } from '../api/test/postgres-server.ts'
import { type Server, startServer } from '../e2e/server.ts'
import { seedDemo } from '../prisma/seed.ts'
import { freePort } from '../scripts/test/service.ts'

/** What a benchmark runs on. */
export type Backing = 'embedded' | 'PostgreSQL + Redis'

/** Bytes. */
interface Memory {
  readonly rss: number
  /** Since it was last asked for. */
  readonly peak: number
}

/** What is left after garbage was collected. */
interface Collected {
  /** Bytes. */
  readonly heap: number
  /** Bytes outside the heap: what is being sent, above all. */
  readonly buffers: number
  readonly sockets: number
  readonly timers: number
  readonly emitters: number
  readonly promises: number
}

export interface DemoServer extends Pick<Server, 'url' | 'log' | 'stop'> {
  readonly database: DatabaseConfig
  readonly doorbell: DoorbellConfig
  memory(): Promise<Memory>
  collected(): Promise<Collected>
  /** Kills it and starts it anew, on the same port. */
  restart(): Promise<void>
}

/** The backings there are: servers only where DATABASE_URL and REDIS_URL name them. */
export function availableBackings(): readonly Backing[] {
  const { DATABASE_URL, REDIS_URL } = process.env
  return DATABASE_URL && REDIS_URL ? ['embedded', 'PostgreSQL + Redis'] : ['embedded']
}

/** Megabytes, for people. */
export const inMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** The most like production that there is. */
export function bestBacking(): Backing {
  return availableBackings().at(-1) ?? 'embedded'
}

/**
 * Starts the built server on a database of its own with the demo restaurants; stopping it removes the data.
 * @param options.redisUrl another Redis than that of REDIS_URL
 * @param options.tables so many the demo restaurant has at least, demo-1 and on
 * @param options.environment further variables of its process
 */
export async function startDemoServer(
  backing: Backing,
  {
    redisUrl,
    tables = 0,
    environment = {},
  }: { redisUrl?: string; tables?: number; environment?: Record<string, string> } = {},
): Promise<DemoServer> {
  const { config, doorbell, remove } = await (backing === 'embedded' ? embedded() : servers(redisUrl))
  const { db, close } = await openDatabase(config)
  await seedDemo(db, { hashPassword })
  await addTables(db, tables)
  // Nobody acknowledges orders here, and alarms would be events that nobody ordered.
  await db.restaurant.updateMany({ data: { acknowledgeWithinSeconds: 600 } })
  await close()
  const probePort = await freePort()
  let isEnding = false
  const start = async (port?: number) => {
    const started = await startServer({
      database: config,
      doorbell,
      ...(port ? { port } : {}),
      environment: {
        LOG_LEVEL: 'error',
        NODE_OPTIONS: `--import ${pathToFileURL(join(REPOSITORY, 'bench/probe.js'))}`,
        PROBE_PORT: String(probePort),
        ...environment,
      },
    })
    void started.gone.then(() => {
      if (isEnding) return
      console.error(`The server ended by itself. Its log:\n${started.log()}`)
      process.exit(1)
    })
    return started
  }
  let server = await start()
  const probe = async (path: string) => (await fetch(`http://127.0.0.1:${probePort}${path}`)).json()
  return {
    url: server.url,
    database: config,
    doorbell,
    log: () => server.log(),
    memory: () => probe('/') as Promise<Memory>,
    collected: () => probe('/collected') as Promise<Collected>,
    async restart() {
      isEnding = true
      await server.kill()
      isEnding = false
      server = await start(server.port)
    },
    async stop() {
      isEnding = true
      await server.stop()
      await remove()
    },
  }
}

async function addTables(db: Db, wanted: number): Promise<void> {
  const { id: restaurantId } = await db.restaurant.findUniqueOrThrow({ where: { slug: 'demo' } })
  const first = (await db.table.count({ where: { restaurantId } })) + 1
  const numbers = Array.from({ length: Math.max(0, wanted + 1 - first) }, (_, index) => first + index)
  await db.table.createMany({
    data: numbers.map((number) => ({ restaurantId, label: String(number), code: `demo-${number}` })),
  })
}

interface Prepared {
  config: DatabaseConfig
  doorbell: DoorbellConfig
  remove: () => Promise<unknown>
}

async function embedded(): Promise<Prepared> {
  const directory = await mkdtemp(join(tmpdir(), 'menumate-bench-'))
  return {
    config: { kind: 'embedded', directory },
    doorbell: { kind: 'in-process' },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function servers(redisUrl = process.env['REDIS_URL'] ?? ''): Promise<Prepared> {
  const { DATABASE_URL: url = '' } = process.env
  const name = `menumate_bench_${randomBytes(6).toString('hex')}`
  await onServer(url, (client) => client.query(`CREATE DATABASE ${name}`))
  return {
    config: { kind: 'postgres', url: withDatabase(url, name) },
    doorbell: { kind: 'redis', url: redisUrl, prefix: name },
    remove: () => onServer(url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  }
}
