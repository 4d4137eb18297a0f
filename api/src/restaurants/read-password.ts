import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** A terminal, or whatever a shell put in its place. */
export interface PasswordSource {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Where the question goes: not standard output, which may be a file that is kept. */
  readonly output: NodeJS.WritableStream
}

/**
 * Asks for a password: twice and without showing it on a terminal, else the first line of the input
 * (`… < password.txt`), without asking.
 * @throws Error when the two differ, the input ends, or the person gives up (Ctrl-C)
 */
export async function readPassword(question: string, { input, output }: PasswordSource): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = input.isTTY === true
  const lines = createInterface({ input, output: nowhere, terminal })
  const nextLine = async (prompt: string): Promise<string> => {
    if (terminal) output.write(`${prompt}: `)
    const ended = new AbortController()
    try {
      const end = once(lines, 'close', { signal: ended.signal }).then(() => {
        throw new Error('No password was given.')
      })
      const [line] = (await Promise.race([once(lines, 'line', { signal: ended.signal }), end])) as [string]
      return line
    } finally {
      ended.abort()
      if (terminal) output.write('\n')
    }
  }
  try {
    const password = await nextLine(question)
    if (terminal && password !== (await nextLine('The same again'))) throw new Error('The two passwords differ.')
    return password
  } finally {
    lines.close()
  }
}
