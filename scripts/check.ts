import { audit } from './audit.ts'
import { generate } from './generate.ts'
import { exited, spawnTool } from './processes.ts'
import { test } from './test/test.ts'

/** A tool's arguments; those of one check that can run beside each other. */
type Tool = readonly [tool: string, ...args: string[]]

const tool = (...tools: readonly Tool[]) => {
  return async () => {
    const exitCodes = await Promise.all(tools.map(([name, ...args]) => exited(spawnTool('.', name, args))))
    return Math.max(...exitCodes)
  }
}

/** In the order in which a failure of one explains failures of the next. */
const CHECKS: Record<string, () => Promise<number>> = {
  generate: () => generate().then(() => 0),
  schema: tool(['pnpm', '--silent', '--filter', 'api', 'print-schema', '--check']),
  // Into a file or a CI machine's log it would write a colour code around each letter.
  lint: tool(['biome', 'ci', '--error-on-warnings', ...(process.stdout.isTTY ? [] : ['--colors=off'])]),
  types: tool(['tsc', '--project', '.'], ['tsc', '--project', 'api'], ['tsc', '--project', 'web']),
  unused: tool(['knip', '--treat-config-hints-as-errors']),
  audit: () => audit(),
  test: () => test([]),
}

/**
 * Runs all checks, or those that are named, and names at the end those that failed.
 * @returns the exit code
 */
export async function check(names: readonly string[]): Promise<number> {
  const failed: string[] = []
  for (const name of names.length > 0 ? names : Object.keys(CHECKS)) {
    const run = CHECKS[name]
    if (!run) throw new Error(`Unknown check: ${name}. One of: ${Object.keys(CHECKS).join(', ')}.`)
    console.log(`\n> ${name}`)
    const exitCode = await run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error)
      return 1
    })
    if (exitCode !== 0) failed.push(name)
  }
  console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nAll checks passed')
  return failed.length > 0 ? 1 : 0
}
