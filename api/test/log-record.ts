import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

// `pnpm test` looks at the end whether a secret that was used anywhere stands in any log: scripts/test/search-logs.ts.
const directory = process.env['MENUMATE_TEST_LOGS']

/** Names of fields that hold what nobody else may know. */
const SECRET_FIELD = /token|secret|password|authorization/i

/** Whether what servers log is kept. */
export const recordsLogs = directory !== undefined

/** Keeps what a server has logged. */
export function recordLog(chunk: string | Buffer): void {
  if (directory) appendFileSync(join(directory, `${process.pid}.log`), chunk)
}

/** Keeps the secrets in what a client sends or is answered, each of them once for each time. */
export function recordSecrets(message: unknown): void {
  if (!directory) return
  const found = secretsIn(message)
  if (found.length > 0) appendFileSync(join(directory, `${process.pid}.secrets`), `${found.join('\n')}\n`)
}

function secretsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string')
    return SECRET_FIELD.test(name) ? [JSON.stringify(value.replace(/^Bearer /, ''))] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, Array.isArray(value) ? name : key))
}
