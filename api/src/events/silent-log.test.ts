import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type CreatedDatabase, createTestDatabase, hasDatabaseServer } from '../../test/database.ts'
import { append, createFeed, cursorAt, numbers } from '../../test/feed.ts'
import { openTcpProxy, type TcpProxy } from '../../test/tcp-proxy.ts'
import { systemClock } from '../clock.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { createLogger } from '../logger.ts'
import { openDoorbell } from './doorbell.ts'
import { createEventLog, type EventLog } from './event-log.ts'

const logger = createLogger('silent')

// An embedded database is in the process, and cannot be out of reach.
describe.runIf(hasDatabaseServer)('where a node does not reach its database', () => {
  let created: CreatedDatabase
  let proxy: TcpProxy
  let database: Database
  let log: EventLog

  beforeAll(async () => {
    created = await createTestDatabase()
    if (created.config.kind !== 'postgres') throw new Error('This is for a server')
    const url = new URL(created.config.url)
    proxy = await openTcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
    url.host = `127.0.0.1:${proxy.port}`
    database = await openDatabase({ kind: 'postgres', url: url.href }, 500)
    const doorbell = await openDoorbell({ kind: 'in-process' }, logger)
    log = createEventLog({ db: database.db, doorbell, logger, clock: systemClock, retentionDays: 7 })
  })
  afterAll(async () => {
    await log.close()
    await database.close()
    await proxy.close()
    await created.drop()
  })

  test.each([
    [
      'answers nothing',
      () => {
        proxy.stall(true)
        return () => proxy.stall(false)
      },
    ],
    [
      'is refused',
      () => {
        proxy.refuse(true)
        proxy.cut()
        return () => proxy.refuse(false)
      },
    ],
  ])(
    'listeners are told, when it %s for a while, and go on from their cursors afterwards',
    async (_how, breakOff) => {
      const feed = await createFeed(database.db)
      const events = await log.subscribe(feed)
      await append(log, feed, 2)
      expect(await numbers(events, 2)).toEqual([1, 2])
      const after = await cursorAt(database.db, feed, 2)

      const mend = breakOff()
      await expect(events.next()).rejects.toThrow('The event log has not answered for a while')
      await expect(log.subscribe(feed, { after })).rejects.toThrow()
      mend()

      const again = await vi.waitFor(() => log.subscribe(feed, { after }), 20_000)
      await append(log, feed, 2, 3)
      expect(await numbers(again, 2)).toEqual([3, 4])
    },
  )
})
