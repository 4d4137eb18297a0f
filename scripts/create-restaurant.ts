import { spawn } from 'node:child_process'
import { REPOSITORY } from '../api/src/repository.ts'
import { generateDatabaseClient } from './generate.ts'
import { exited } from './processes.ts'

const PROGRAM = 'api/src/restaurants/create-restaurant.cli.ts'

/** The API's own command, after generating what it imports. @returns its exit code */
export async function createRestaurant(args: readonly string[]): Promise<number> {
  await generateDatabaseClient()
  return exited(
    spawn(process.execPath, ['--import', 'tsx', PROGRAM, ...args], { cwd: REPOSITORY, stdio: 'inherit' }),
  )
}
