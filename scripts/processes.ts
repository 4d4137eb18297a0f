import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { REPOSITORY } from '../api/src/repository.ts'

/** A step that failed; its own output has already told why. */
export class StepFailed extends Error {
  override name = 'StepFailed'
  readonly exitCode: number

  constructor(step: string, exitCode: number) {
    super(`${step} failed (exit code ${exitCode})`)
    this.exitCode = exitCode
  }
}

/** Starts a program that a workspace package (or the root, `.`) has among its dependencies, in that directory. */
export function spawnTool(
  workspace: string,
  tool: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const directory = join(REPOSITORY, workspace)
  // On the PATH rather than called by their paths: some of these programs start others by name.
  const path = [
    join(directory, 'node_modules/.bin'),
    join(REPOSITORY, 'node_modules/.bin'),
    process.env['PATH'],
  ].join(delimiter)
  return spawn(tool, args, {
    cwd: directory,
    stdio: 'inherit',
    // On Windows these programs are .cmd files, which Node starts through a shell only.
    shell: process.platform === 'win32',
    ...options,
    env: { ...(options.env ?? process.env), PATH: path },
  })
}

/** Runs such a program to its end. Its output is shown only when it fails. @throws StepFailed */
export async function runTool(
  workspace: string,
  tool: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const child = spawnTool(workspace, tool, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const output: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk))
  const exitCode = await exited(child)
  if (exitCode === 0) return
  process.stderr.write(Buffer.concat(output))
  throw new StepFailed(`${tool} ${args[0] ?? ''}`.trim(), exitCode)
}

/** Resolves with the exit code; for a process ended by a signal, with what a shell makes of it (130 for Ctrl-C). */
export function exited(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Sees to it that a signal ends a child rather than this process, which then ends by itself, after its clean-up.
 * @returns what restores the default
 */
export function passSignalsTo(
  child: () => ChildProcess | undefined,
  onSignal: () => void = () => {},
): () => void {
  const forward = (signal: NodeJS.Signals) => {
    onSignal()
    // A terminal sends Ctrl-C to the whole process group: the child has it already.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child()?.kill(signal)
  }
  for (const signal of ENDING) process.on(signal, forward)
  return () => {
    for (const signal of ENDING) process.off(signal, forward)
  }
}
