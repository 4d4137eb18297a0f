import { mkdir } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { DatabaseConfig } from '../config.ts'
import { REPOSITORY } from '../repository.ts'
import { lockDirectory } from './directory-lock.ts'
import { PrismaClient } from './generated/client.ts'
import { applyMigrations } from './migrate.ts'
import { PrismaPGliteForMigrations, PrismaPgForMigrations } from './migration-adapters.ts'
import { createStatementNames } from './statement-names.ts'

/** Prisma's client, the same over PostgreSQL and over PGlite. */
export type Db = PrismaClient

/** The part of the client that works inside a transaction as well as outside. */
export type Tx = Parameters<Parameters<Db['$transaction']>[0]>[0]

export interface Database {
  readonly db: Db
  /** Closes every connection; an embedded database is then free for another process. */
  close(): Promise<void>
}

// Any constant will do, as long as all nodes use the same.
const MIGRATION_LOCK = 7_316_384_625
const DEFAULT_STATEMENT_TIMEOUT_MS = 5_000
/** A transaction whose process died or hangs gives its locks back; ours wait for nobody in between. */
const IDLE_IN_TRANSACTION_MS = 10_000
/** How long a request waits for a connection, new or somebody else's. */
const CONNECTION_WITHIN_MS = 5_000
/** So much later than PostgreSQL would have ended a statement, nobody is there to answer it. */
const ANSWER_GRACE_MS = 1_000
/** After so long without a statement TCP asks whether the other end is still there. */
const KEEP_ALIVE_MS = 10_000

/**
 * Opens the configured database and brings it up to date. Several nodes may do so at once: a lock lets one migrate
 * while the others wait.
 * @param statementTimeoutMs for every statement but those of migrations. PGlite has no such limit: it computes in this
 *   very process, which could not even tell it to stop
 */
export function openDatabase(
  config: DatabaseConfig,
  statementTimeoutMs = DEFAULT_STATEMENT_TIMEOUT_MS,
): Promise<Database> {
  return config.kind === 'postgres'
    ? openPostgres(config.url, statementTimeoutMs)
    : openEmbedded(config.directory)
}

async function openPostgres(url: string, statementTimeoutMs: number): Promise<Database> {
  const connections = new pg.Pool({
    connectionString: url,
    max: 20,
    // Connections stay: a new one costs a process, and each of its statements a plan, in the middle of somebody's order.
    idleTimeoutMillis: 0,
    onConnect: survive,
    // Of statements that hang each takes a connection; twenty of them would be all there are.
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + ANSWER_GRACE_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    connectionTimeoutMillis: CONNECTION_WITHIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  })
  leaveWithTheDead(connections)
  const adapter = new PrismaPg(connections, {
    disposeExternalPool: true,
    statementNameGenerator: createStatementNames(),
  })
  const lock = new pg.Client({ connectionString: url })
  survive(lock)
  const pool = new pg.Pool({ connectionString: url, max: 1, onConnect: survive })
  survive(pool)
  await lock.connect()
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await applyMigrations(new PrismaPgForMigrations(pool))
  } finally {
    await pool.end()
    await lock.end()
  }
  const db = new PrismaClient({ adapter })
  return { db, close: () => db.$disconnect() }
}

/**
 * Lets a connection end without ending the process. Whoever uses it is told by the statement that fails; but between one
 * user and the next nobody listens for its errors, and PostgreSQL may say goodbye right behind an answer.
 */
function survive(connection: NodeJS.EventEmitter): void {
  connection.on('error', () => {})
}

/**
 * When the host of PostgreSQL is gone without a word, as in a failover, TCP waits for minutes, on each connection. The
 * first of them that does not answer takes the idle ones with it; new ones reach whoever has taken its place.
 */
function leaveWithTheDead(connections: pg.Pool): void {
  connections.on('release', (error) => {
    if (error?.message !== 'Query read timeout') return
    for (let idle = connections.idleCount; idle > 0; idle--) {
      connections.connect().then(
        (connection) => connection.release(true),
        () => {},
      )
    }
  })
}

async function openEmbedded(directory: string): Promise<Database> {
  const dataDir = isAbsolute(directory) ? directory : join(REPOSITORY, directory)
  await mkdir(dataDir, { recursive: true })
  const unlock = await lockDirectory(dataDir)
  try {
    const pglite = await PGlite.create({ dataDir: join(dataDir, 'pglite') })
    const { db, close } = await openPglite(pglite)
    return {
      db,
      async close() {
        await close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** Brings an embedded database up to date. Closing closes PGlite too. */
export async function openPglite(pglite: PGlite): Promise<Database> {
  await applyMigrations(new PrismaPGliteForMigrations(pglite))
  const db = new PrismaClient({ adapter: new PrismaPGlite(pglite) })
  return {
    db,
    async close() {
      await db.$disconnect()
      await pglite.close()
    },
  }
}
