import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Db } from '../src/db/database.ts'
import { PrismaClient } from '../src/db/generated/client.ts'

/** A database on a server whose connections die when they are told to. */
export interface MortalDatabase {
  readonly db: Db
  /** From now on, connections die once this many statements have been carried out; Infinity: they live. */
  dieAfter(statements: number): void
  /** Whether it has come to that. */
  hasDied(): boolean
  close(): Promise<void>
}

type Callback = (error: Error | null, result?: unknown) => void
type Query = (...args: unknown[]) => unknown

/**
 * Opens a migrated database. When a connection dies, its last statement has been carried out and nobody gets the
 * answer: what a process leaves behind that is killed there, and what a broken network does to one that lives.
 */
export function openMortalDatabase(url: string): MortalDatabase {
  let left = Number.POSITIVE_INFINITY
  const pool = new pg.Pool({ connectionString: url, max: 5 })
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as Query
    /** @returns the death that a statement's answer dies with it */
    const death = (): Error | null => {
      left -= 1
      if (left > 0) return null
      ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
      return new Error('Connection terminated unexpectedly')
    }
    const mortal: Query = (...args) => {
      const callback = args.at(-1)
      if (typeof callback === 'function') {
        const answer: Callback = (error, result) => (callback as Callback)(error ?? death(), result)
        return query(...args.slice(0, -1), answer)
      }
      return (query(...args) as Promise<unknown>).then((result) => {
        const error = death()
        if (error) throw error
        return result
      })
    }
    Object.assign(client, { query: mortal })
  })
  const db = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    db,
    dieAfter(statements) {
      left = statements
    },
    hasDied: () => left <= 0,
    async close() {
      await db.$disconnect()
      await pool.end()
    },
  }
}
