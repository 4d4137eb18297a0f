import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** The full path of the first of these programs that is in one of the directories, the PATH's by default. */
export function findProgram(
  names: readonly string[],
  directories: readonly string[] = (process.env['PATH'] ?? '').split(delimiter),
): string | undefined {
  return directories
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find((path) => existsSync(path))
}

/** Directories that packages put PostgreSQL's server into without putting it on the PATH, newest version first. */
export async function postgresDirectories(): Promise<string[]> {
  const roots = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt', '/usr']
  const found = await Promise.all(
    roots.map(async (root) => (await readdir(root).catch(() => [])).map((entry) => ({ root, entry }))),
  )
  return found
    .flat()
    .flatMap(({ root, entry }) => {
      const version = /^(?:postgresql@|pgsql-)?(\d+)$/.exec(entry)?.[1]
      return version ? [{ version: Number(version), bin: join(root, entry, 'bin') }] : []
    })
    .filter(({ version }) => version >= 15)
    .sort((a, b) => b.version - a.version)
    .map(({ bin }) => bin)
}
