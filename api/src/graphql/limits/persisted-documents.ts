import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { REPOSITORY } from '../../repository.ts'

/** What the build of the web app writes: each of its documents by the SHA-256 of its text. */
const MANIFEST = join(REPOSITORY, 'web/dist/persisted-documents.json')

const manifest = z.record(z.string(), z.string())
const extension = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: z.string().max(128) }),
})

/** The web app's own documents, by their hashes. */
export type PersistedDocuments = ReadonlyMap<string, string>

/** @returns none where the web app has not been built */
export async function loadPersistedDocuments(): Promise<PersistedDocuments> {
  const text = await readFile(MANIFEST, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return new Map(Object.entries(manifest.parse(JSON.parse(text))))
}

/**
 * The hash that a request has in place of a document, as most clients send it:
 * `extensions: { persistedQuery: { version: 1, sha256Hash } }`.
 */
export function documentHashIn(extensions: unknown): string | undefined {
  const parsed = extensions ? extension.safeParse(extensions) : undefined
  return parsed?.data?.persistedQuery.sha256Hash
}
