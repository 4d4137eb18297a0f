import { randomBytes } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'
import type { DatabaseConfig } from '../src/config.ts'
import { type Database, openDatabase, openPglite } from '../src/db/database.ts'
import type { DatabaseTemplate } from './database-template.ts'
import { onServer, withDatabase } from './postgres-server.ts'

/** A database of a test's own, migrated and empty, that can be opened with this configuration. */
export interface CreatedDatabase {
  readonly config: DatabaseConfig
  /** Removes it. Whoever had it open has to have closed it. */
  drop(): Promise<void>
}

/** Whether tests run on a PostgreSQL server, so that several processes or connections can share a database. */
export const hasDatabaseServer = Boolean(process.env['DATABASE_URL'])

/**
 * A database for other processes to open: by several at a time on a server, by one at a time when it is embedded
 * (about 2 s then).
 */
export async function createTestDatabase(): Promise<CreatedDatabase> {
  const template: DatabaseTemplate = inject('databaseTemplate')
  if (template.kind === 'postgres') return createOnServer(template)
  const directory = await mkdtemp(join(tmpdir(), 'menumate-test-'))
  const pglite = await PGlite.create({
    dataDir: join(directory, 'pglite'),
    loadDataDir: await openAsBlob(template.archive),
  })
  await pglite.close()
  return {
    config: { kind: 'embedded', directory },
    drop: () => rm(directory, { recursive: true, force: true }),
  }
}

/**
 * An open database of the calling test file's own: on a server, or in memory (about 0.5 s either way at most).
 * Closing it removes it.
 */
export async function openTestDatabase(): Promise<Database> {
  const template: DatabaseTemplate = inject('databaseTemplate')
  if (template.kind === 'embedded') {
    return openPglite(await PGlite.create({ loadDataDir: await openAsBlob(template.archive) }))
  }
  const { config, drop } = await createOnServer(template)
  const { db, close } = await openDatabase(config)
  return {
    db,
    async close() {
      await close()
      await drop()
    },
  }
}

/** A database on the server in which there is nothing at all, not even a migration. */
export async function createBlankDatabase(): Promise<CreatedDatabase> {
  const template: DatabaseTemplate = inject('databaseTemplate')
  if (template.kind === 'embedded') throw new Error('A blank database is for processes that share a server')
  return createOnServer({ ...template, from: 'template1' })
}

async function createOnServer(template: {
  url: string
  database: string
  from?: string
}): Promise<CreatedDatabase> {
  const { url, database, from = database } = template
  const name = `${database}_${randomBytes(4).toString('hex')}`
  await onServer(url, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${from}`))
  return {
    config: { kind: 'postgres', url: withDatabase(url, name) },
    async drop() {
      await onServer(url, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))
    },
  }
}
