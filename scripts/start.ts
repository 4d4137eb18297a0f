import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { REPOSITORY } from '../api/src/repository.ts'
import { API_MAIN, build } from './build.ts'
import { exited, passSignalsTo } from './processes.ts'

/** Builds what has changed and serves it. @returns the server's exit code */
export async function start(): Promise<number> {
  await build()
  const server = spawn(process.execPath, [join(REPOSITORY, API_MAIN)], { stdio: 'inherit' })
  passSignalsTo(() => server)
  return exited(server)
}
