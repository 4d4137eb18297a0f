import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { printSchema } from 'graphql'
import { REPOSITORY } from '../repository.ts'
import { schema } from './schema.ts'

// Prints the schema to api/schema.graphql; with --check it only compares, and fails where the two differ.
const path = join(REPOSITORY, 'api/schema.graphql')
const printed = `${printSchema(schema)}\n`

if (!process.argv.includes('--check')) {
  await writeFile(path, printed)
} else if ((await readFile(path, 'utf8')) !== printed) {
  process.stderr.write('api/schema.graphql is not what the code says. Run: pnpm --filter api print-schema\n')
  process.exitCode = 1
}
