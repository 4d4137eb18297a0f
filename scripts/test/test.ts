import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from '../build.ts'
import { CACHE } from '../fingerprint.ts'
import { exited, passSignalsTo, spawnTool } from '../processes.ts'
import { prepareEnvironment, type TestEnvironment } from './environment.ts'
import { searchLogs } from './search-logs.ts'

/** Vitest's counts as JSON, for whoever adds them up. */
const REPORT = join(CACHE, 'test-report.json')

/**
 * Runs all tests, or those that Vitest's arguments choose, and says at the end what they ran on and what could not
 * run. On a CI machine (CI set) the latter is a failure. So is, anywhere, a secret in a log of a server that they ran.
 * @returns the exit code
 */
export async function test(args: readonly string[]): Promise<number> {
  await rm(REPORT, { force: true })
  let vitest: ChildProcess | undefined
  let interrupted = false
  passSignalsTo(
    () => vitest,
    () => {
      interrupted = true
    },
  )
  // One after the other: a machine that is busy building may be late in everything else.
  await build()
  const environment = await prepareEnvironment()
  const logs = await mkdtemp(join(tmpdir(), 'menumate-test-logs-'))
  try {
    if (interrupted) return 130
    const env = { ...environment.variables, MENUMATE_TEST_LOGS: logs }
    vitest = spawnTool('.', 'vitest', vitestArguments(args, environment), { env })
    const exitCode = await exited(vitest)
    report(environment)
    const search = await searchLogs(logs)
    console.log(['', ...search.report].join('\n'))
    if (exitCode !== 0) return exitCode
    if (search.found > 0) return 1
    if (search.isEmpty && args.length === 0) {
      console.log(
        'All tests ran, and yet there was nothing to search: the record of logs or secrets is broken.',
      )
      return 1
    }
    return environment.lacks.length > 0 && process.env['CI'] ? 1 : 0
  } finally {
    await environment.stop()
    await rm(logs, { recursive: true, force: true })
  }
}

function vitestArguments(args: readonly string[], { hasBrowser }: TestEnvironment): string[] {
  return [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...(hasBrowser ? [] : ['--project=!e2e']),
    ...args,
  ]
}

function report({ has, lacks, omits }: TestEnvironment): void {
  const list = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : []
  console.log(
    [
      ...list('Ran on', has),
      ...list('Left out, as MENUMATE_TEST_SERVICES=embedded asks', omits),
      ...list('Could not run', lacks),
    ].join('\n'),
  )
}
