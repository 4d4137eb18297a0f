import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { REPOSITORY } from '../api/src/repository.ts'

/** Where the scripts keep what they need not do twice; removed together with node_modules. */
export const CACHE = join(REPOSITORY, 'node_modules/.cache/menumate')

export interface Step {
  /** Names the step's stamp. */
  name: string
  /** Files and directories, from the repository's root, that the result depends on. */
  inputs: readonly string[]
  /** Files that exist when the step has been done. */
  outputs: readonly string[]
  /** Input files that do not count. */
  ignore?: (path: string, content: Buffer) => boolean
  run: () => Promise<void>
}

/** Runs a step, unless its inputs are those of the last time and its outputs are there. @returns whether it ran */
export async function unlessUnchanged({ name, inputs, outputs, ignore, run }: Step): Promise<boolean> {
  const stamp = join(CACHE, `${name}.stamp`)
  const print = await fingerprint(inputs, ignore)
  if (
    outputs.every((path) => existsSync(join(REPOSITORY, path))) &&
    (await readFile(stamp, 'utf8').catch(() => '')) === print
  ) {
    return false
  }
  // A step that fails half-way leaves outputs that belong to no inputs.
  await rm(stamp, { force: true })
  await run()
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(stamp, print)
  return true
}

async function fingerprint(inputs: readonly string[], ignore: Step['ignore'] = () => false): Promise<string> {
  const hash = createHash('sha256')
  for (const path of (await Promise.all(inputs.map(filesOf))).flat().sort()) {
    const content = await readFile(join(REPOSITORY, path))
    if (!ignore(path, content)) hash.update(`${path}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

// What steps make is input of none.
const MADE = new Set(['node_modules', 'dist', 'generated', 'gql'])

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(join(REPOSITORY, path))).isDirectory()) return [path]
  if (MADE.has(basename(path))) return []
  const entries = await readdir(join(REPOSITORY, path))
  return (await Promise.all(entries.map((entry) => filesOf(`${path}/${entry}`)))).flat()
}
