import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** A terminal, or what a shell put in its place. */
export interface PasswordSource {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  /** Where the question goes: not standard output, which may be a file that is kept. */
  readonly output: NodeJS.WritableStream
}

/**
 * Asks for a password: on a terminal twice and without showing it; else it is the first line of the input
 * (`… < password.txt`), and nothing is asked.
 * @throws Error when the two differ, the input ends, or the person gives up (Ctrl-C)
 */
export async function readPassword(question: string, { input, output }: PasswordSource): Promise<string> {
  const terminal = input.isTTY === true
  // readline echoes what is typed to its output.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: nowhere, terminal })
  const iterator = lines[Symbol.asyncIterator]()
  const nextLine = async (prompt: string): Promise<string> => {
    if (terminal) output.write(`${prompt}: `)
    const { done, value } = await iterator.next()
    if (terminal) output.write('\n')
    if (done) throw new Error('No password was given.')
    return value
  }
  try {
    const password = await nextLine(question)
    if (terminal && password !== (await nextLine('The same again')))
      throw new Error('The two passwords differ.')
    return password
  } finally {
    lines.close()
  }
}
