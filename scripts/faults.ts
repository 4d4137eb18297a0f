import { spawn } from 'node:child_process'
import { REPOSITORY } from '../api/src/repository.ts'
import { build } from './build.ts'
import { exited, passSignalsTo } from './processes.ts'

/** The fault program, after building what its nodes serve. @returns its exit code: 0 when nothing was lost */
export async function faults(args: readonly string[]): Promise<number> {
  await build()
  const program = spawn(process.execPath, ['--import', 'tsx', 'bench/faults/main.ts', ...args], {
    cwd: REPOSITORY,
    stdio: 'inherit',
  })
  passSignalsTo(() => program)
  return exited(program)
}
