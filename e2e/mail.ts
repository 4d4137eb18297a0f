import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { DatabaseConfig } from '../api/src/config.ts'
import type { Server } from './server.ts'

/**
 * The link that was mailed last, by the server that was started with this database and without SMTP_URL.
 * @param path of the page that it leads to: "/invitation"
 */
export async function mailedLink(server: Server, database: DatabaseConfig, path: string): Promise<string> {
  let found: string | undefined
  // Mail is sent beside the answer, so it may come after it.
  await expect
    .poll(async () => {
      found = [...(await mailOf(server, database)).matchAll(new RegExp(`${path}#[\\w-]+`, 'g'))].at(-1)?.[0]
      return found
    })
    .toBeDefined()
  return `${server.url}${found}`
}

/** With an embedded database it is kept in files beside it, otherwise in the log. */
async function mailOf(server: Server, database: DatabaseConfig): Promise<string> {
  if (database.kind !== 'embedded') return server.log()
  const directory = join(database.directory, 'mail')
  const files = await readdir(directory).catch(() => [])
  const mails = await Promise.all(files.sort().map((file) => readFile(join(directory, file), 'utf8')))
  return mails.join('\n')
}
