import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { exited } from '../processes.ts'

/** A server that belongs to one run of the tests. */
export interface Service {
  /** For the report: what it is and whose. */
  readonly description: string
  readonly url: string
  /** Ends the server and removes its files. */
  stop(): Promise<void>
}

/** A TCP port of 127.0.0.1 that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Waits until a starting server has printed that it is ready. @throws with what it printed, if it ends instead */
export function printed(child: ChildProcess, ready: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk
      if (ready.test(output)) resolve()
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`${child.spawnfile} ended with ${code}:\n${output}`)))
  })
}

/** The end of a service that is one process and one directory. */
export async function stopService(
  child: ChildProcess,
  signal: NodeJS.Signals,
  directory: string,
): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = exited(child)
    child.kill(signal)
    await ended
  }
  await rm(directory, { recursive: true, force: true })
}
