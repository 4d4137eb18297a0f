import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import { REPOSITORY } from '../repository.ts'
import { MIGRATIONS_DIRECTORY } from './migrate.ts'
import { PrismaPGliteForMigrations } from './migration-adapters.ts'
import { createSchemaEngine, NO_FILTERS, readMigrations } from './schema-engine.ts'

/** The engine applies the migrations to what it takes for a shadow of the database: here there is nothing but it. */
class ShadowOnly extends PrismaPGliteForMigrations {
  override connectToShadowDb(): Promise<SqlDriverAdapter> {
    return this.connect()
  }
}

/**
 * What takes a database from all migrations to prisma/schema.prisma, found out on an empty PGlite in memory.
 * Prisma's engine looks at what its schema language can say: not at checks, functions, triggers and partial indexes.
 * @returns SQL; undefined when migrations and schema agree
 */
export async function pendingMigration(): Promise<string | undefined> {
  const schema = {
    path: 'schema.prisma',
    content: await readFile(join(REPOSITORY, 'prisma/schema.prisma'), 'utf8'),
  }
  const pglite = await PGlite.create()
  try {
    const engine = await createSchemaEngine(new ShadowOnly(pglite), schema)
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(MIGRATIONS_DIRECTORY)) },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      // 2 when there is a difference.
      exitCode: true,
      filters: NO_FILTERS,
    })
    engine.free()
    return exitCode === 0 ? undefined : (stdout ?? '')
  } finally {
    await pglite.close()
  }
}
