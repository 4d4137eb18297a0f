import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Runs statements on a server, in the database that the URL names. */
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

/** A name that no other run of the tests has. */
export function testDatabaseName(): string {
  return `menumate_test_${randomBytes(6).toString('hex')}`
}

/** Removes the databases whose names begin like this, whoever is still connected to them. */
export function dropDatabases(url: string, prefix: string): Promise<void> {
  return onServer(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  })
}
