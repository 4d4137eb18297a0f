import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram } from './programs.ts'
import { freePort, printed, type Service, stopService } from './service.ts'

/** The path of redis-server, or of Valkey's; undefined when neither is installed. */
export function findRedis(): string | undefined {
  return findProgram(['redis-server', 'valkey-server'])
}

/** Starts a Redis that keeps nothing on disk. */
export async function startOwnRedis(program: string): Promise<Service> {
  const directory = await mkdtemp(join(tmpdir(), 'menumate-redis-'))
  const port = await freePort()
  const server = await runRedis(program, port, directory)
  return {
    description: 'Redis (its own, temporary)',
    url: `redis://127.0.0.1:${port}`,
    stop: () => stopService(server, 'SIGTERM', directory),
  }
}

/** Runs such a Redis in a directory, and resolves when it takes connections. */
export async function runRedis(program: string, port: number, directory: string): Promise<ChildProcess> {
  const server = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory],
    // A process group of its own: Ctrl-C is for the tests, which still need it to clean up.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  )
  await printed(server, /ready to accept connections/i)
  return server
}
