import { execFileSync, spawn } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { exited } from '../processes.ts'
import { findProgram, postgresDirectories } from './programs.ts'
import { freePort, printed, type Service, stopService } from './service.ts'

/** Where initdb and postgres are, 15 or newer; undefined when they are not installed. */
export async function findPostgres(): Promise<string | undefined> {
  const onPath = (process.env['PATH'] ?? '').split(delimiter)
  for (const directory of [...(await postgresDirectories()), ...onPath]) {
    if (!findProgram(['initdb'], [directory]) || !findProgram(['postgres'], [directory])) continue
    if (versionOf(directory) >= 15) return directory
  }
  return undefined
}

/** Starts a PostgreSQL that is as quick as it can be and loses everything at the end. */
export async function startOwnPostgres(programs: string): Promise<Service> {
  const directory = await mkdtemp(join(tmpdir(), 'menumate-postgres-'))
  try {
    return await startIn(directory, programs)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

async function startIn(directory: string, programs: string): Promise<Service> {
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? otherUser() : {}
  if (user.uid !== undefined) await chown(directory, user.uid, user.gid ?? user.uid)
  const data = join(directory, 'data')
  const options = { ...user, cwd: directory, env: { ...process.env, LC_ALL: 'C' } }

  const initdb = spawn(
    join(programs, 'initdb'),
    ['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
    { ...options, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const exitCode = await exited(initdb)
  if (exitCode !== 0) throw new Error(`initdb failed (exit code ${exitCode})`)

  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A process group of its own: Ctrl-C is for the tests, which still need it to clean up.
    { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  await printed(server, /ready to accept connections/)
  return {
    description: `PostgreSQL ${versionOf(programs)} (its own, temporary)`,
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    stop: () => stopService(server, 'SIGINT', directory),
  }
}

function versionOf(directory: string): number {
  const text = execFileSync(join(directory, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: dirname(directory),
  })
  return Number(/(\d+)/.exec(text)?.[1])
}

function otherUser(): { uid?: number; gid?: number } {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (option: string) =>
        Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // No such user: the next one.
    }
  }
  return {}
}
