import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { formatDocument, stringifyDocument } from '@urql/core'
import type { Plugin } from 'vite'

const generated = fileURLToPath(new URL('src/gql/graphql.ts', import.meta.url))
const documentLine = /^export const (\w+) = (\{.*\}) as unknown as DocumentNode/gm
const call = /\bgraphql\(`\s*(query|mutation|subscription|fragment)\s+(\w+)[^`]*`\)/g

/**
 * Puts each GraphQL document where it is used. What codegen writes is one table of all documents of the app, which cannot be
 * split: with it a guest's phone would load everything the kitchen asks. Builds only; in development the table is fine.
 *
 * Each operation carries the hash of its text, which is what the page sends; `persisted-documents.json` tells the server
 * which text that is.
 */
export function inlineDocuments(): Plugin {
  const documents = new Map<string, string>()
  const persisted: Record<string, string> = {}
  return {
    name: 'inline-documents',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      for (const [, name = '', json = ''] of (await readFile(generated, 'utf8')).matchAll(documentLine)) {
        if (!name.endsWith('Document')) {
          documents.set(name, json)
          continue
        }
        const document = JSON.parse(json)
        // As the page's client would send it, with the names of types that its cache asks for.
        const text = stringifyDocument(formatDocument(document))
        const hash = createHash('sha256').update(text).digest('hex')
        persisted[hash] = text
        documents.set(name, JSON.stringify({ ...JSON.parse(json), __meta__: { hash } }))
      }
    },
    transform(code, id) {
      if (!/\/src\/(?!gql\/).*\.tsx?$/.test(id) || !code.includes('graphql(`')) return null
      const inlined = code.replace(call, (_, kind: string, name: string) => {
        const document = documents.get(name + (kind === 'fragment' ? 'FragmentDoc' : 'Document'))
        return document ?? this.error(`${name} is not in src/gql: run the code generation first`)
      })
      // The build writes no source maps, so none is kept in step here.
      return { code: inlined, map: null }
    },
    generateBundle() {
      const source = JSON.stringify(persisted, null, 2)
      this.emitFile({ type: 'asset', fileName: 'persisted-documents.json', source })
    },
  }
}
