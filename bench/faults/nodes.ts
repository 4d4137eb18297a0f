import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { REPOSITORY } from '../../api/src/repository.ts'
import { recordLog } from '../../api/test/log-record.ts'
import { runTool } from '../../scripts/processes.ts'
import { freePort } from '../../scripts/test/service.ts'
import type { KillPoint } from './kill-points.ts'

/** How much of what a node has said is kept, for the report of an end that nobody asked for. */
const KEPT_OUTPUT = 4_000
/** A node that was told to die at a point which nothing comes to is killed where it stands. */
const POINT_PATIENCE_MS = 5_000
/** What a node promises for its stop, and a little. */
const STOP_PATIENCE_MS = 11_000
/** An orchestrator's pause before it starts again what could not start, as when its database is down. */
const RESTART_PAUSE_MS = 200

export interface ApiNode {
  readonly index: number
  readonly port: number
  /** Resolves when it serves, or is stopped. */
  up(): Promise<void>
  /** Ends it as a power cut does. It comes back by itself, as under any orchestrator. */
  kill(): Promise<void>
  /** Has it end itself at a point. @returns false when nothing came to that point, and it was killed as it stood */
  killAt(point: KillPoint): Promise<boolean>
  /** Ends it as an operator does; it comes back. */
  restart(): Promise<void>
  /** Ends it for good. */
  stop(): Promise<void>
}

export interface NodeOptions {
  readonly index: number
  readonly databaseUrl: string
  readonly redisUrl: string
  readonly replay: boolean
  /** Told of what no node may do: end by itself while it serves, or take too long to stop. */
  readonly onMisbehaviour: (what: string) => void
}

/** Compiles what node processes run. */
export function buildNode(): Promise<void> {
  return runTool('.', 'tsc', ['--project', 'bench/faults'])
}

/** Starts an API node in a process of its own and keeps it running, whatever happens to it. */
export async function startNode(options: NodeOptions): Promise<ApiNode> {
  const { index, onMisbehaviour } = options
  const port = await freePort()
  let stopped = false
  let process = keepRunning()

  function keepRunning(): NodeProcess {
    const started = startProcess(options, port)
    void started.ended.then(async (how) => {
      if (stopped) return
      if (started.hasServed && !started.isEnding) {
        onMisbehaviour(`node ${index} ended by itself (${how}):\n${started.output()}`)
      }
      if (!started.hasServed) await delay(RESTART_PAUSE_MS)
      if (!stopped) process = keepRunning()
    })
    return started
  }

  async function up(): Promise<void> {
    while (!stopped && !(process.hasServed && !process.isOver)) {
      if (process.isOver) await delay(RESTART_PAUSE_MS)
      else await Promise.race([process.ready, process.ended])
    }
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const { child, ended } = process
    process.isEnding = true
    child.kill(signal)
    await ended
  }
  await up()

  return {
    index,
    port,
    up,
    kill: () => end('SIGKILL'),
    async killAt(point) {
      const { child, ended } = process
      process.isEnding = true
      child.send(point, () => {})
      const died = await Promise.race([ended.then(() => true), delay(POINT_PATIENCE_MS, false)])
      if (!died) await end('SIGKILL')
      return died
    },
    async restart() {
      const { child, ended } = process
      const patience = setTimeout(() => {
        onMisbehaviour(`node ${index} had not stopped ${STOP_PATIENCE_MS} ms after SIGTERM`)
        child.kill('SIGKILL')
      }, STOP_PATIENCE_MS)
      await end('SIGTERM')
      clearTimeout(patience)
      await ended
    },
    async stop() {
      stopped = true
      if (process.child.exitCode === null && process.child.signalCode === null) await end('SIGKILL')
    },
  }
}

interface NodeProcess {
  readonly child: ChildProcess
  readonly ready: Promise<void>
  /** How it ended. */
  readonly ended: Promise<string>
  hasServed: boolean
  isOver: boolean
  /** Whether somebody wanted it to end. */
  isEnding: boolean
  output(): string
}

function startProcess({ databaseUrl, redisUrl, replay }: NodeOptions, port: number): NodeProcess {
  const { NODE_ENV, NODE_OPTIONS, VITEST, ...environment } = process.env
  const child = spawn(process.execPath, ['bench/dist/node.js'], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C is for the program, which ends its nodes itself.
    detached: true,
    env: {
      ...environment,
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      REDIS_URL: redisUrl,
      LOG_LEVEL: 'error',
      ...(replay ? {} : { FAULTS_NO_REPLAY: '1' }),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output = (output + chunk).slice(-KEPT_OUTPUT)
      recordLog(chunk)
    })
  }
  const started: NodeProcess = {
    child,
    hasServed: false,
    isOver: false,
    isEnding: false,
    output: () => output,
    ready: once(child, 'message').then(() => {
      started.hasServed = true
    }),
    ended: once(child, 'close').then(([code, signal]) => {
      started.isOver = true
      return String(signal ?? code)
    }),
  }
  return started
}
