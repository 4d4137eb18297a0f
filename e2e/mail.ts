import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Server } from './server.ts'

/**
 * The link that was mailed last, by a server that was started without SMTP_URL.
 * @param dataDir its DATA_DIR
 * @param path of the page that it leads to: "/invitation"
 */
export async function mailedLink(server: Server, dataDir: string, path: string): Promise<string> {
  let found: string | undefined
  // Mail is sent beside the answer, so it may come after it.
  await expect
    .poll(async () => {
      found = [...(await mailIn(dataDir)).matchAll(new RegExp(`${path}#[\\w-]+`, 'g'))].at(-1)?.[0]
      return found
    })
    .toBeDefined()
  return `${server.url}${found}`
}

async function mailIn(dataDir: string): Promise<string> {
  const directory = join(dataDir, 'mail')
  const files = await readdir(directory).catch(() => [])
  const mails = await Promise.all(files.sort().map((file) => readFile(join(directory, file), 'utf8')))
  return mails.join('\n')
}
