import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { DatabaseConfig, DoorbellConfig } from '../api/src/config.ts'
import { REPOSITORY } from '../api/src/repository.ts'
import { recordLog } from '../api/test/log-record.ts'
import { freePort } from '../scripts/test/service.ts'

export interface ServerOptions {
  database: DatabaseConfig
  doorbell: DoorbellConfig
  /** To come back on the port of a server that has ended; any free one by default. */
  port?: number
  /** Further variables, and those that override these. */
  environment?: Record<string, string>
}

/** A MenuMate of its own process, built as `pnpm start` builds it. */
export interface Server {
  readonly url: string
  readonly port: number
  /** All it has logged up to now. */
  log(): string
  /** Sends it a signal. */
  signal(signal: NodeJS.Signals): void
  /** Resolves when it is gone. */
  readonly gone: Promise<unknown>
  /** Ends it as an operator does, and resolves when it is gone. */
  stop(): Promise<void>
  /** Undefined while it runs, and for one that was killed. */
  exitCode(): number | undefined
  /** Ends it as a power cut does. */
  kill(): Promise<void>
}

/** Starts the built server and resolves when it says that it is ready. @throws with its log when it ends instead */
export async function startServer({ database, doorbell, port, environment }: ServerOptions): Promise<Server> {
  const ownPort = port ?? (await freePort())
  const url = `http://127.0.0.1:${ownPort}`
  const { DATABASE_URL, REDIS_URL, DATA_DIR, NODE_ENV, ...rest } = process.env
  const child = spawn(process.execPath, [join(REPOSITORY, 'api/dist/api/src/main.js')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...rest,
      HOST: '127.0.0.1',
      PORT: String(ownPort),
      ...(database.kind === 'postgres' ? { DATABASE_URL: database.url } : { DATA_DIR: database.directory }),
      ...(doorbell.kind === 'redis' ? { REDIS_URL: doorbell.url, REDIS_KEY_PREFIX: doorbell.prefix } : {}),
      // Tests and benchmarks ask more than people do.
      RATE_LIMITS: 'off',
      ...environment,
    },
  })
  let log = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => {
      log += chunk
      recordLog(chunk)
    })
  }
  await untilReady(child, url, () => log)
  return {
    url,
    port: ownPort,
    log: () => log,
    signal: (signal) => child.kill(signal),
    gone: once(child, 'close'),
    exitCode: () => child.exitCode ?? undefined,
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

async function untilReady(child: ChildProcess, url: string, log: () => string): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The server ended before it was ready:\n${log()}`)
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  child.kill(signal)
  await closed
}
