import type { TestProject } from 'vitest/node'
import { embeddedTemplate } from './embedded-template.ts'
import { postgresTemplate } from './postgres-template.ts'

/** Migrates one database for all test files, on DATABASE_URL's server or else embedded. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env['DATABASE_URL']
  const { template, remove } = url ? await postgresTemplate(url) : await embeddedTemplate()
  project.provide('databaseTemplate', template)
  return remove
}
