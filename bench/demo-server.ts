import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from '../api/src/auth/password.ts'
import type { DatabaseConfig, DoorbellConfig } from '../api/src/config.ts'
import { openDatabase } from '../api/src/db/database.ts'
import { onServer, withDatabase } from '../api/test/postgres-server.ts'
import { type Server, startServer } from '../e2e/server.ts'
import { seedDemo } from '../prisma/seed.ts'

/** What a benchmark runs on. */
export type Backing = 'embedded' | 'PostgreSQL + Redis'

/** The backings there are: servers only where DATABASE_URL and REDIS_URL name them. */
export function availableBackings(): readonly Backing[] {
  const { DATABASE_URL, REDIS_URL } = process.env
  return DATABASE_URL && REDIS_URL ? ['embedded', 'PostgreSQL + Redis'] : ['embedded']
}

/** Starts the built server on a database of its own with the demo restaurants; stopping it removes the data. */
export async function startDemoServer(
  backing: Backing,
  environment: Record<string, string> = {},
): Promise<Server> {
  const { config, doorbell, remove } = await (backing === 'embedded' ? embedded() : servers())
  const { db, close } = await openDatabase(config)
  await seedDemo(db, { hashPassword })
  await close()
  const server = await startServer({
    database: config,
    doorbell,
    environment: { LOG_LEVEL: 'error', ...environment },
  })
  return {
    ...server,
    async stop() {
      await server.stop()
      await remove()
    },
  }
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

async function servers(): Promise<Prepared> {
  const { DATABASE_URL: url = '', REDIS_URL: redis = '' } = process.env
  const name = `menumate_bench_${randomBytes(6).toString('hex')}`
  await onServer(url, (client) => client.query(`CREATE DATABASE ${name}`))
  return {
    config: { kind: 'postgres', url: withDatabase(url, name) },
    doorbell: { kind: 'redis', url: redis, prefix: name },
    remove: () => onServer(url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  }
}
