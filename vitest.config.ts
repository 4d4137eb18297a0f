import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['api/test/global-setup.ts'],
    // All cores: Vitest would leave one for itself, half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        // What Node resolves it to. Vite would take the package's "module", and so give our code another copy of
        // graphql than the packages it calls have: no error of theirs would be an instance of our GraphQLError.
        resolve: { alias: { graphql: createRequire(import.meta.url).resolve('graphql') } },
        test: {
          name: 'api',
          include: ['{api/src,api/test,prisma,scripts}/**/*.test.ts'],
          // A file takes longer to load the API than to test it; what files share is modules, never a database.
          isolate: false,
          // Not the speed but the outcome is tested, on a machine that may be busy.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      'web',
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Servers, browsers and people's patience: one file at a time, and after all others.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
