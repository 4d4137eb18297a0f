import { spawn } from 'node:child_process'
import { REPOSITORY } from '../api/src/repository.ts'
import { generateDatabaseClient } from './generate.ts'
import { exited } from './processes.ts'

/** A command of the API's own, after generating what it imports. @returns what runs it, for its exit code */
export function apiCommand(program: string): (args: readonly string[]) => Promise<number> {
  return async (args) => {
    await generateDatabaseClient()
    return exited(
      spawn(process.execPath, ['--import', 'tsx', program, ...args], { cwd: REPOSITORY, stdio: 'inherit' }),
    )
  }
}
