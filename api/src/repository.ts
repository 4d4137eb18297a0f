import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The directory with pnpm-workspace.yaml: the same whether this file runs from the sources or from dist/. */
export const REPOSITORY = (() => {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'pnpm-workspace.yaml'))) {
    const parent = dirname(directory)
    if (parent === directory)
      throw new Error('MenuMate runs from its repository: no pnpm-workspace.yaml found')
    directory = parent
  }
  return directory
})()
