import { join } from 'node:path'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import { REPOSITORY } from '../repository.ts'
import { createSchemaEngine, NO_FILTERS, readMigrations } from './schema-engine.ts'

/** The repository's migrations, in Prisma's layout. */
export const MIGRATIONS_DIRECTORY = join(REPOSITORY, 'prisma/migrations')

/**
 * Applies the migrations that the database does not have yet, with Prisma's own engine and bookkeeping.
 * The caller makes sure that nobody else does so at the same time.
 */
export async function applyMigrations(
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<readonly string[]> {
  const engine = await createSchemaEngine(adapter)
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(MIGRATIONS_DIRECTORY),
      filters: NO_FILTERS,
    })
    return appliedMigrationNames
  } finally {
    engine.free()
  }
}
