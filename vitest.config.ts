import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: ['api/test/global-setup.ts'],
    // All cores: Vitest would leave one for itself, half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'api',
          include: ['{api/src,api/test,prisma,scripts}/**/*.test.ts'],
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
