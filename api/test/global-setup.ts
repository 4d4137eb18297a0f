import type { TestProject } from 'vitest/node'
import { embeddedTemplate } from './embedded-template.ts'
import { postgresTemplate } from './postgres-template.ts'

/** What test files copy their databases from: a server's template database, or a file with PGlite's files. */
export type DatabaseTemplate =
  | { kind: 'postgres'; url: string; database: string }
  | { kind: 'embedded'; archive: string }

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate
  }
}

/** Migrates one database for all test files, on DATABASE_URL's server or else embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['DATABASE_URL']
  const { template, remove } = url ? await postgresTemplate(url) : await embeddedTemplate()
  project.provide('databaseTemplate', template)
  return remove
}
