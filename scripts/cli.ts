import { StepFailed } from './processes.ts'

/** The commands of package.json; each gets the remaining arguments, and may return an exit code. */
const commands: Record<string, () => Promise<(args: readonly string[]) => Promise<unknown>>> = {
  'account:reset-link': () => apiCommand('api/src/staff/reset-link.cli.ts'),
  build: async () => (await import('./build.ts')).build,
  check: async () => (await import('./check.ts')).check,
  dev: async () => (await import('./dev.ts')).dev,
  faults: async () => (await import('./faults.ts')).faults,
  generate: async () => (await import('./generate.ts')).generate,
  'restaurant:create': () => apiCommand('api/src/restaurants/create-restaurant.cli.ts'),
  start: async () => (await import('./start.ts')).start,
  test: async () => (await import('./test/test.ts')).test,
}

async function apiCommand(program: string) {
  return (await import('./api-command.ts')).apiCommand(program)
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
try {
  if (!command)
    throw new Error(`Unknown command: ${name || '(none)'}. One of: ${Object.keys(commands).join(', ')}.`)
  const run = await command()
  // pnpm hands on the -- that some put before arguments.
  const result = await run(args[0] === '--' ? args.slice(1) : args)
  process.exitCode = typeof result === 'number' ? result : 0
} catch (error) {
  if (!(error instanceof StepFailed)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}
