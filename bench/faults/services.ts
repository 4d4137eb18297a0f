import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { initPostgres, postgresUrl } from '../../scripts/test/own-postgres.ts'
import { runRedis } from '../../scripts/test/own-redis.ts'
import { freePort } from '../../scripts/test/service.ts'

/** A server that may be killed, because it belongs to this run. */
export interface Breakable {
  readonly url: string
  /** Ends it, waits, and starts it again on its data. Resolves when it takes connections. */
  bounce(signal: 'SIGTERM' | 'SIGKILL', pauseMs: number): Promise<void>
  /** Ends it for good and removes its files. */
  stop(): Promise<void>
}

/** So long a killed server's processes may take to let go of its data. */
const RESTART_ATTEMPTS = 100
const RESTART_PAUSE_MS = 50

/** A PostgreSQL that keeps what it has committed, with its own settings for that. */
export async function startPostgres(programs: string): Promise<Breakable> {
  const data = await initPostgres(programs)
  const port = await freePort()
  const start = () => data.start(port, { max_connections: 200 })
  return breakable(postgresUrl(port), data.directory, start, async (server, signal) => {
    if (signal === 'SIGKILL') await killFamily(server)
    // Fast shutdown; on SIGTERM it would wait for its clients.
    else server.kill('SIGINT')
  })
}

export async function startRedis(program: string): Promise<Breakable> {
  const directory = await mkdtemp(join(tmpdir(), 'menumate-redis-'))
  const port = await freePort()
  const start = () => runRedis(program, port, directory)
  return breakable(`redis://127.0.0.1:${port}`, directory, start, async (server, signal) => {
    server.kill(signal)
  })
}

async function breakable(
  url: string,
  directory: string,
  start: () => Promise<ChildProcess>,
  end: (server: ChildProcess, signal: NodeJS.Signals) => Promise<void>,
): Promise<Breakable> {
  let server = await start()
  // A program that crashes leaves no server behind.
  const lastResort = () => server.kill('SIGKILL')
  process.once('exit', lastResort)
  let bounced: Promise<void> = Promise.resolve()

  async function down(signal: NodeJS.Signals): Promise<void> {
    const ended = once(server, 'close')
    await end(server, signal)
    await ended
  }
  async function bounce(signal: NodeJS.Signals, pauseMs: number): Promise<void> {
    await down(signal)
    await delay(pauseMs)
    server = await insist(start)
  }
  return {
    url,
    bounce(signal, pauseMs) {
      bounced = bounced.then(() => bounce(signal, pauseMs))
      return bounced
    },
    async stop() {
      await bounced
      await down('SIGKILL')
      process.off('exit', lastResort)
      await rm(directory, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

/** Kills a server with the processes it has made, at once: what a machine that dies leaves. */
async function killFamily(server: ChildProcess): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid='])
  const children = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === server.pid)
  server.kill('SIGKILL')
  for (const [pid] of children) {
    try {
      process.kill(pid as number, 'SIGKILL')
    } catch {
      // It has ended by itself in between.
    }
  }
}

async function insist<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start()
    } catch (error) {
      if (attempt === RESTART_ATTEMPTS) throw error
      await delay(RESTART_PAUSE_MS)
    }
  }
}
