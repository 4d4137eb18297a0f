import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vite would take graphql's ES modules and Node, for graphql-ws, its CommonJS: two copies that refuse each other.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    name: 'web',
    environment: 'node',
    include: ['src/**/*.test.ts'],
  },
})
