import type { ChildProcess } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { spawnTool } from './processes.ts'

/** A registry that takes longer is not there. */
const PATIENCE_MS = 60_000

interface Answer {
  readonly advisories: Readonly<
    Record<string, { module_name: string; severity: string; title: string; url: string }>
  >
  readonly metadata: { readonly totalDependencies: number }
}

/**
 * Asks the registry what is known of the packages that run in production. A registry that does not know, or cannot be
 * reached, is no reason to fail; it is said.
 * @param registry another one than pnpm's
 * @returns the exit code: 1 for a vulnerability that is high or critical
 */
export async function audit(registry?: string): Promise<number> {
  const options = ['--prod', '--audit-level', 'high', '--json', ...(registry ? ['--registry', registry] : [])]
  const pnpm = spawnTool('.', 'pnpm', ['--silent', 'audit', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const patience = setTimeout(() => pnpm.kill(), PATIENCE_MS)
  const [answer, complaint] = await Promise.all([outputOf(pnpm.stdout), outputOf(pnpm.stderr)])
  clearTimeout(patience)
  const report = parse(answer)
  if (!report) {
    const told = complaint.replaceAll(/\s+│?\s*/g, ' ')
    const [reason] = /responded with \d+/.exec(told) ?? /ERR_\w+/.exec(told) ?? ['no answer']
    console.log(`NOT AUDITED: the registry could not be asked (${reason})`)
    return 0
  }
  const found = Object.values(report.advisories)
  for (const { module_name, severity, title, url } of found)
    console.log(`${module_name}: ${severity}: ${title} (${url})`)
  console.log(
    `${report.metadata.totalDependencies} dependencies: ${found.length} high or critical vulnerabilities`,
  )
  return found.length > 0 ? 1 : 0
}

function outputOf(stream: ChildProcess['stdout']): Promise<string> {
  return stream ? text(stream) : Promise.resolve('')
}

function parse(answer: string): Answer | undefined {
  try {
    const report = JSON.parse(answer)
    return report.metadata ? report : undefined
  } catch {
    return undefined
  }
}
