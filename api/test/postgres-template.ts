import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { openDatabase } from '../src/db/database.ts'
import type { DatabaseTemplate } from './global-setup.ts'

/** Runs statements on a server, in a database that is there for sure. */
export async function onServer<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await use(client)
  } finally {
    await client.end()
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/**
 * A migrated, empty database, and the names of its copies begin with its name. The given database itself is only
 * connected to: the user of the URL has to be allowed to create databases.
 */
export async function postgresTemplate(
  url: string,
): Promise<{ template: DatabaseTemplate; remove: () => Promise<void> }> {
  const database = `menumate_test_${randomBytes(6).toString('hex')}`
  await onServer(url, (client) => client.query(`CREATE DATABASE ${database}`))
  const migrated = await openDatabase({ kind: 'postgres', url: withDatabase(url, database) })
  await migrated.close()
  return {
    template: { kind: 'postgres', url, database },
    // With the copies of test files that came to no end.
    remove: () =>
      onServer(url, async (client) => {
        const { rows } = await client.query<{ datname: string }>(
          'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
          [database],
        )
        for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`)
      }),
  }
}
