/** What test files copy their databases from: a server's template database, or an archive of PGlite's files. */
export type DatabaseTemplate =
  | { kind: 'postgres'; url: string; database: string }
  | { kind: 'embedded'; archive: string }

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate
  }
}
