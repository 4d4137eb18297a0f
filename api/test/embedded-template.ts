import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openPglite } from '../src/db/database.ts'
import { MIGRATIONS_DIRECTORY } from '../src/db/migrate.ts'
import { readMigrations } from '../src/db/schema-engine.ts'
import { REPOSITORY } from '../src/repository.ts'
import type { DatabaseTemplate } from './database-template.ts'

const CACHE = join(REPOSITORY, 'node_modules/.cache/menumate')

/**
 * The files of a migrated, empty PGlite. Creating one takes seconds, so it is kept from run to run, under a name that
 * changes with the migrations and with PGlite.
 */
export async function embeddedTemplate(): Promise<{
  template: DatabaseTemplate
  remove: () => Promise<void>
}> {
  const archive = join(CACHE, `database-${await fingerprint()}.tar`)
  if (!existsSync(archive)) {
    await mkdir(CACHE, { recursive: true })
    for (const entry of await readdir(CACHE)) {
      if (entry.startsWith('database-')) await rm(join(CACHE, entry), { force: true })
    }
    await createArchive(archive)
  }
  return { template: { kind: 'embedded', archive }, remove: async () => {} }
}

async function createArchive(archive: string): Promise<void> {
  const pglite = await PGlite.create()
  const { close } = await openPglite(pglite)
  const files = await pglite.dumpDataDir('none')
  await close()
  // Under its name only once it is whole: another run may be looking for it.
  const unfinished = `${archive}.${process.pid}`
  await writeFile(unfinished, Buffer.from(await files.arrayBuffer()))
  await rename(unfinished, archive)
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(await readMigrations(MIGRATIONS_DIRECTORY)))
  const pglite = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  // Its version, and in pnpm's node_modules a part of the path; the file itself in any other.
  hash.update(pglite).update(await readFile(pglite))
  return hash.digest('hex').slice(0, 16)
}
