import { openDatabase } from '../src/db/database.ts'
import type { DatabaseTemplate } from './database-template.ts'
import { dropDatabases, onServer, testDatabaseName, withDatabase } from './postgres-server.ts'

/**
 * A migrated, empty database. The names of its copies begin with its name, which MENUMATE_TEST_DATABASE may give. The
 * URL's own database is only connected to; its user has to be allowed to create databases.
 */
export async function postgresTemplate(
  url: string,
): Promise<{ template: DatabaseTemplate; remove: () => Promise<void> }> {
  const database = process.env['MENUMATE_TEST_DATABASE'] ?? testDatabaseName()
  await onServer(url, (client) => client.query(`CREATE DATABASE ${database}`))
  const migrated = await openDatabase({ kind: 'postgres', url: withDatabase(url, database) })
  await migrated.close()
  return {
    template: { kind: 'postgres', url, database },
    // With the copies of test files that came to no end.
    remove: () => dropDatabases(url, database),
  }
}
