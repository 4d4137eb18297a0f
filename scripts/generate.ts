import { unlessUnchanged } from './fingerprint.ts'
import { runTool } from './processes.ts'

/** The database client from the Prisma schema. */
export function generateDatabaseClient(): Promise<boolean> {
  return unlessUnchanged({
    name: 'database-client',
    inputs: ['prisma/schema.prisma', 'api/prisma.config.ts', 'pnpm-lock.yaml'],
    outputs: ['api/src/db/generated/client.ts'],
    // Generating needs no engine, yet Prisma downloads one unless told where it is; any executable will do.
    run: () => runTool('api', 'prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }),
  })
}

/** The types of the web app's GraphQL documents from the API's committed schema. */
export function generateDocumentTypes(): Promise<boolean> {
  return unlessUnchanged({
    name: 'document-types',
    inputs: ['api/schema.graphql', 'codegen.ts', 'web/src', 'pnpm-lock.yaml'],
    outputs: ['web/src/gql/graphql.ts'],
    ignore: (path, content) => path.startsWith('web/src/') && !content.includes('graphql('),
    run: () => runTool('.', 'graphql-codegen', ['--config', 'codegen.ts']),
  })
}

/** All that is generated and not committed. */
export async function generate(): Promise<void> {
  await Promise.all([generateDatabaseClient(), generateDocumentTypes()])
}
