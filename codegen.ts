import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types of the web app's documents, from the committed schema: the two cannot drift apart unseen. */
const config: CodegenConfig = {
  schema: 'api/schema.graphql',
  documents: ['web/src/**/*.{ts,tsx}', '!web/src/gql/**'],
  ignoreNoDocuments: true,
  generates: {
    'web/src/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'readFragment' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        avoidOptionals: { inputValue: false },
        scalars: { DateTime: 'string', ID: 'string' },
      },
    },
  },
}

export default config
