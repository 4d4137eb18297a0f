import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { REPOSITORY } from '../api/src/repository.ts'
import { unlessUnchanged } from './fingerprint.ts'
import { generateDatabaseClient, generateDocumentTypes } from './generate.ts'
import { runTool } from './processes.ts'

/** The compiled server, from the repository's root. */
export const API_MAIN = 'api/dist/api/src/main.js'

const SHARED_INPUTS = ['tsconfig.base.json', 'pnpm-lock.yaml']

/** Builds what has changed since the last build: the API into api/dist, the web app into web/dist. */
export async function build(): Promise<void> {
  const started = performance.now()
  const built = await Promise.all([buildApi(), buildWeb()])
  if (built.includes(true)) console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`)
}

async function buildApi(): Promise<boolean> {
  await generateDatabaseClient()
  return unlessUnchanged({
    name: 'api-build',
    inputs: [
      'api/src',
      'prisma',
      'api/tsconfig.json',
      'api/tsconfig.build.json',
      'api/package.json',
      ...SHARED_INPUTS,
    ],
    outputs: [API_MAIN],
    ignore: (path) => path.endsWith('.test.ts') || path.endsWith('.sql'),
    async run() {
      await rm(join(REPOSITORY, 'api/dist'), { recursive: true, force: true })
      await runTool('api', 'tsc', ['--project', 'tsconfig.build.json'])
    },
  })
}

async function buildWeb(): Promise<boolean> {
  await generateDocumentTypes()
  return unlessUnchanged({
    name: 'web-build',
    inputs: ['web', 'api/schema.graphql', 'codegen.ts', ...SHARED_INPUTS],
    outputs: ['web/dist/index.html'],
    ignore: (path) => path.endsWith('.test.ts'),
    run: () => runTool('web', 'vite', ['build', '--logLevel', 'warn']),
  })
}
