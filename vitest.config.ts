import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

/** CI runs all tests twice; the run that asks for embedded services leaves out what is the same on every database. */
const leftOut =
  process.env['MENUMATE_TEST_SERVICES'] === 'embedded'
    ? [
        'api/test/{fuzz,graphql-cop,graphql-over-http,heavy-requests,idor,idor-fields,limits}.test.ts',
        'api/test/{rate-limits,revocation,socket-limits}.test.ts',
        'e2e/{acknowledge,content-security,held-orders,identity,network-loss,pages}.test.ts',
        'e2e/{phone-layout,production,settle-table,stop,who-may-sit-down}.test.ts',
      ]
    : []

/** What kills servers under load and counts on the machine meanwhile. */
const ALONE = 'e2e/{faults,rolling-restart,stop}.test.ts'

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
          exclude: leftOut,
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
          exclude: [...leftOut, ALONE],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Each has a server and a browser, and waits as people do: two at a time, after all others.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e-alone',
          include: [ALONE],
          exclude: leftOut,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
