import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { demo } from '../../prisma/seed.ts'

/** A demo's start page tells its password to everybody, and so does its start. */
const DEMO_BANNER = new RegExp(`^ +The kitchen .*, password ${demo.password}$`)
/** Shorter ones are in any text. */
const SHORTEST = 8
/** As long as our secrets, letters of both cases and digits among them: nobody's name for anything, but wasm-bindgen's. */
const RANDOM = /^(?!wasm_bindgen_)(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{32,}$/

/**
 * Looks for secrets in all that servers have logged in a run: for those that clients sent or were given, and for all that
 * looks like one.
 * @param directory what api/test/log-record.ts has written
 */
export async function searchLogs(
  directory: string,
): Promise<{ found: number; isEmpty: boolean; report: string[] }> {
  const files = await readdir(directory)
  const read = async (extension: string) => {
    const chosen = files.filter((file) => file.endsWith(extension))
    const texts = await Promise.all(chosen.map((file) => readFile(join(directory, file), 'utf8')))
    return texts.flatMap((text) => text.split('\n')).filter((line) => line !== '')
  }
  const secrets = new Set(
    (await read('.secrets'))
      .map((line) => JSON.parse(line) as string)
      .filter((secret) => secret.length >= SHORTEST),
  )
  const lines = (await read('.log')).filter((line) => !DEMO_BANNER.test(line))
  const hits = findSecrets(lines, secrets)
  return {
    found: hits.length,
    /** There was nothing to look for, or nowhere to look: that nothing is found says nothing. */
    isEmpty: secrets.size === 0 || lines.length === 0,
    report: [
      `${secrets.size} secrets looked for in ${lines.length} lines of servers' logs: ${hits.length === 0 ? 'none found' : `${hits.length} FOUND`}`,
      ...hits.slice(0, 20).map((hit) => `  ${hit}`),
    ],
  }
}

/** @returns the lines with a secret in them */
export function findSecrets(lines: readonly string[], secrets: ReadonlySet<string>): string[] {
  const phrases = [...secrets].filter((secret) => !/^[\w-]+$/.test(secret))
  return lines.filter((line) => {
    const words = line.match(/[\w-]+/g) ?? []
    return (
      words.some((word) => secrets.has(word) || RANDOM.test(word)) ||
      phrases.some((phrase) => line.includes(phrase) || line.includes(JSON.stringify(phrase).slice(1, -1)))
    )
  })
}
