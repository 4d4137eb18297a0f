import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MIGRATIONS_DIRECTORY } from './migrate.ts'
import { pendingMigration } from './pending-migration.ts'

/** `pnpm db:migration <name>`: writes what prisma/schema.prisma has and the migrations have not as a new migration. */
const words = process.argv
  .slice(2)
  .join(' ')
  .toLowerCase()
  .match(/[a-z0-9]+/g)
if (!words) {
  process.stderr.write('Give the migration a name: pnpm db:migration add-reservations\n')
  process.exit(1)
}

const sql = await pendingMigration()
if (sql === undefined) {
  process.stderr.write('The migrations and prisma/schema.prisma agree: there is nothing to migrate.\n')
  process.exit(1)
}

// Prisma's own form of a name, which is also the order in which migrations are applied.
const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
const directory = join(MIGRATIONS_DIRECTORY, `${time}_${words.join('_')}`)
await mkdir(directory)
await writeFile(join(directory, 'migration.sql'), sql)
process.stdout.write(
  `${join(directory, 'migration.sql')}\nRead it before you commit it; it may need data moved, too.\n`,
)
