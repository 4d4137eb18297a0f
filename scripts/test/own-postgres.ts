import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
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

/** Settings of postgresql.conf. */
type Settings = Readonly<Record<string, string | number>>

/** The data directory of a PostgreSQL that listens on 127.0.0.1 when it is started. */
export interface PostgresData {
  /** Holds the data and nothing else; whoever made it removes it. */
  readonly directory: string
  /** Runs a server on it, and resolves when it takes connections. @throws with what it printed, if it ends instead */
  start(port: number, settings: Settings): Promise<ChildProcess>
}

/** Starts a PostgreSQL that is as quick as it can be and loses everything at the end. */
export async function startOwnPostgres(programs: string): Promise<Service> {
  const data = await initPostgres(programs)
  try {
    const port = await freePort()
    const server = await data.start(port, {
      max_connections: 300,
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
    })
    return {
      description: `PostgreSQL ${versionOf(programs)} (its own, temporary)`,
      url: postgresUrl(port),
      stop: () => stopService(server, 'SIGINT', data.directory),
    }
  } catch (error) {
    await rm(data.directory, { recursive: true, force: true })
    throw error
  }
}

/** Where a server of such data is, once it has been started on a port. */
export function postgresUrl(port: number): string {
  return `postgresql://postgres@127.0.0.1:${port}/postgres`
}

/** Makes an empty data directory. @param programs from findPostgres() */
export async function initPostgres(programs: string): Promise<PostgresData> {
  const directory = await mkdtemp(join(tmpdir(), 'menumate-postgres-'))
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
  if (exitCode !== 0) {
    await rm(directory, { recursive: true, force: true })
    throw new Error(`initdb failed (exit code ${exitCode})`)
  }

  return {
    directory,
    async start(port, settings) {
      const all = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
      const server = spawn(
        join(programs, 'postgres'),
        ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        // A process group of its own: Ctrl-C is for the tests, which still need it to clean up.
        { ...options, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
      )
      await printed(server, /ready to accept connections/)
      return server
    },
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
