import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CreatedDatabase, createTestDatabase, hasDatabaseServer } from '../../test/database.ts'
import { onServer } from '../../test/postgres-server.ts'
import { openTcpProxy } from '../../test/tcp-proxy.ts'
import { type Database, openDatabase } from './database.ts'

const ROUNDS = 10
/** More than there are connections. */
const AT_ONCE = 60

// An embedded database has no connections.
describe.runIf(hasDatabaseServer)('a database on a server', () => {
  let created: CreatedDatabase
  let database: Database

  beforeAll(async () => {
    created = await createTestDatabase()
    database = await openDatabase(created.config)
  })
  afterAll(async () => {
    await database.close()
    await created.drop()
  })

  // An error that nobody listens for would end the process; Vitest takes it and fails.
  test('may end every connection at any moment, and serves again at once', async () => {
    const { db } = database
    const { config } = created
    if (config.kind !== 'postgres') throw new Error('This is for a server')
    const change = () => db.$transaction((tx) => tx.$queryRaw`SELECT 1`)
    const read = () => db.$queryRaw`SELECT 1`
    let isOver = false
    const busy = Array.from({ length: AT_ONCE }, async (_, index) => {
      while (!isOver) await (index % 3 === 0 ? read() : change()).catch(() => {})
    })
    await onServer(config.url, async (client) => {
      for (let round = 0; round < ROUNDS; round++) {
        await Promise.all(Array.from({ length: AT_ONCE }, () => change().catch(() => {})))
        await client.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid()`,
        )
      }
    })
    isOver = true
    await Promise.all(busy)
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }])
  })

  test('prepares what Prisma generates when it comes again, and what we write at once', async () => {
    const { db, close } = await openDatabase(created.config)
    // One after the other, they have the same connection.
    const prepared = async () => {
      const rows = await db.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`
      return rows.map(({ statement }) => statement)
    }
    await db.restaurant.count()
    await db.$queryRaw`SELECT 1 AS ours`
    expect(await prepared()).toContainEqual('SELECT 1 AS ours')
    expect(await prepared()).not.toContainEqual(expect.stringContaining('"public"."restaurant"'))
    await db.restaurant.count()
    expect(await prepared()).toContainEqual(expect.stringContaining('"public"."restaurant"'))
    await close()
  })

  test('serves again soon after the host of its server is gone without a word', async () => {
    const { config } = created
    if (config.kind !== 'postgres') throw new Error('This is for a server')
    const url = new URL(config.url)
    const proxy = await openTcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
    url.host = `127.0.0.1:${proxy.port}`
    const { db, close } = await openDatabase({ kind: 'postgres', url: url.href }, 500)
    const read = () => db.$queryRaw`SELECT pg_sleep(0.1)::text`
    await Promise.all(Array.from({ length: 20 }, read))
    expect(proxy.connections()).toHaveLength(20)

    for (const connection of proxy.connections()) connection.stall(true)
    await expect(read()).rejects.toThrow('Query read timeout')
    await Promise.all(Array.from({ length: 20 }, read))

    await close()
    await proxy.close()
  })

  test('ends a statement that takes too long', async () => {
    const { db, close } = await openDatabase(created.config, 200)
    const [{ driverAdapterError }] = await db.$queryRaw`SELECT pg_sleep(30)`.then(
      () => expect.unreachable(),
      ({ meta }) => [meta],
    )
    expect(driverAdapterError.cause.originalCode).toBe('57014')
    await close()
  })
})
