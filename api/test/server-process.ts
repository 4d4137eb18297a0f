import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import type { DoorbellConfig } from '../src/config.ts'
import { openDatabase } from '../src/db/database.ts'
import { REPOSITORY } from '../src/repository.ts'
import type { CreatedDatabase } from './database.ts'

/** The server as it is deployed, built, in a process of its own. */
export interface ServerProcess {
  readonly origin: string
  readonly port: number
  /** SIGKILL: nothing is put in order. */
  kill(): Promise<void>
  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null>
}

/** Puts the demo restaurants into a database that no process has open yet. */
export async function seed(database: CreatedDatabase): Promise<void> {
  const { db, close } = await openDatabase(database.config)
  await seedDemo(db, { hashPassword })
  await close()
}

/** @returns a port that was free a moment ago, for a server that is to come back on the same one */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Starts the built server, and resolves once it says that it serves. */
export async function startServerProcess(options: {
  database: CreatedDatabase
  doorbell: DoorbellConfig
  port: number
}): Promise<ServerProcess> {
  const { database, doorbell, port } = options
  const child = spawn(process.execPath, [join(REPOSITORY, 'api/dist/api/src/main.js')], {
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'error',
      ...(database.config.kind === 'postgres'
        ? { DATABASE_URL: database.config.url }
        : { DATA_DIR: database.config.directory }),
      ...(doorbell.kind === 'redis' ? { REDIS_URL: doorbell.url, REDIS_KEY_PREFIX: doorbell.prefix } : {}),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await serving(child)
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    async kill() {
      await end('SIGKILL')
    },
    stop: () => end('SIGTERM'),
  }
}

function serving(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      if (output.includes('http://')) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)))
  })
}
