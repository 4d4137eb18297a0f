import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { append, createFeed, cursorAt, draft, numberOf, numbers, range } from '../../test/feed.ts'
import type { Database } from '../db/database.ts'
import { createLogger } from '../logger.ts'
import { CursorExpiredError, encodeCursor, InvalidCursorError } from './cursor.ts'
import { openDoorbell } from './doorbell.ts'
import type { Feed } from './event.ts'
import { createEventLog, type EventLog } from './event-log.ts'

// Which cursors the log takes: each one that it can serve whole, and no other.

const HOUR = 3_600_000
const DAY = 24 * HOUR
const EVENT = '6c1d2e3f-4a5b-4c6d-8e7f-901234567890'
const logger = createLogger('silent')

let database: Database
let feed: Feed
let log: EventLog
let now: Date

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

beforeEach(async () => {
  now = new Date()
  feed = await createFeed(database.db)
  log = await openLog()
  return () => log.close()
})

/** A node of its own on the same database, with nothing in memory. */
async function openLog(): Promise<EventLog> {
  return createEventLog({
    db: database.db,
    doorbell: await openDoorbell({ kind: 'in-process' }, logger),
    logger,
    clock: { now: () => now },
    retentionDays: 7,
  })
}

async function expectExpired(after: string): Promise<void> {
  const fresh = await openLog()
  for (const node of [log, fresh]) {
    await expect(node.subscribe(feed, { after })).rejects.toThrow(CursorExpiredError)
    await expect(node.page(feed, { after, limit: 5 })).rejects.toThrow(CursorExpiredError)
  }
  await fresh.close()
}

test('refuses cursors of another feed, and text that is none', async () => {
  const elsewhere: Feed = { kind: 'restaurant', id: crypto.randomUUID() }
  for (const after of [encodeCursor(elsewhere, { position: 1, eventId: EVENT }), 'no cursor', '']) {
    await expect(log.subscribe(feed, { after })).rejects.toThrow(InvalidCursorError)
    await expect(log.page(feed, { after, limit: 1 })).rejects.toThrow(InvalidCursorError)
  }
})

describe('a log restored from a backup', () => {
  /** What restoring does: the events behind a position are gone, and the head is where it was. */
  async function restoreTo(position: number): Promise<void> {
    const { db } = database
    const kept = await db.event.findUniqueOrThrow({
      where: { restaurantId_position: { restaurantId: feed.id, position } },
    })
    await db.$transaction([
      db.event.deleteMany({ where: { restaurantId: feed.id, position: { gt: position } } }),
      db.feed.update({ where: { restaurantId: feed.id }, data: { position, lastEventId: kept.id } }),
    ])
  }

  test('refuses a cursor of what it no longer knows, also when it has grown past it', async () => {
    await append(log, feed, 5)
    const after = await cursorAt(database.db, feed, 4)
    await restoreTo(2)
    await expectExpired(after)
    await append(log, feed, 1, 103)
    await append(log, feed, 1, 104)
    await expectExpired(after)
    await append(log, feed, 3, 105)
    await expectExpired(after)
  })

  test('takes a cursor of what it still knows, and gives what followed since', async () => {
    await append(log, feed, 5)
    const after = await cursorAt(database.db, feed, 2)
    await restoreTo(2)
    await append(log, feed, 3, 103)
    const fresh = await openLog()
    expect(await numbers(await fresh.subscribe(feed, { after }), 3)).toEqual([103, 104, 105])
    await fresh.close()
  })

  test.each([
    ['shorter', 0],
    ['as long', 1],
    ['longer', 2],
  ])('ends those who listen while it is replaced by one that is %s', async (_length, appended) => {
    const events = await log.subscribe(feed)
    await append(log, feed, 3)
    await numbers(events, 3)
    const next = events.next()
    const other = await openLog()
    await restoreTo(2)
    await append(other, feed, appended, 103)
    await expect(next).rejects.toThrow(CursorExpiredError)
    // Whoever loads a snapshot goes on from there.
    const again = await log.subscribe(feed, { after: await cursorAt(database.db, feed, 2) })
    await append(log, feed, 1, 103 + appended)
    expect(await numbers(again, appended + 1)).toEqual(range(103, 103 + appended))
    await other.close()
  })

  test('gives a replay that has begun nothing of the other log', async () => {
    await append(log, feed, 1_100)
    const fresh = await openLog()
    const replay = await fresh.subscribe(feed, { after: await cursorAt(database.db, feed, 0) })
    expect(await numbers(replay, 10)).toEqual(range(1, 10))
    await database.db.$executeRaw`
      UPDATE event SET id = gen_random_uuid(), payload = '{"number": 0}' WHERE restaurant_id = ${feed.id}::uuid`
    const rest: number[] = []
    await expect(
      (async () => {
        for await (const event of replay) rest.push(numberOf(event))
      })(),
    ).rejects.toThrow(CursorExpiredError)
    expect(rest).not.toContain(0)
    await fresh.close()
  })

  test('gives those who listen nothing that comes after the first of what they would miss', async () => {
    const events = await log.subscribe(feed)
    await append(log, feed, 3)
    await numbers(events, 3)
    const ended = expect(events.next()).rejects.toThrow(CursorExpiredError)
    await restoreTo(2)
    await append(log, feed, 2, 103)
    await ended
  })
})

describe('retention', () => {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)

  test('a cursor older than the retention has expired; what is younger is replayed whole', async () => {
    await append(log, feed, 3, 1, daysAgo(8))
    await append(log, feed, 3, 4, daysAgo(6))
    await expectExpired(await cursorAt(database.db, feed, 0))
    await expectExpired(await cursorAt(database.db, feed, 3))
    const events = await log.subscribe(feed, { after: await cursorAt(database.db, feed, 4) })
    expect(await numbers(events, 2)).toEqual([5, 6])
  })

  test('a cursor at the end of a quiet feed is good however old it is, also when its event is pruned', async () => {
    await append(log, feed, 3, 1, daysAgo(30))
    const after = await cursorAt(database.db, feed, 3)
    await log.prune()
    expect((await log.page(feed, { after: undefined, limit: 1 })).events).toEqual([])
    const fresh = await openLog()
    const events = await fresh.subscribe(feed, { after })
    await append(fresh, feed, 1, 4)
    expect(await numbers(events, 1)).toEqual([4])
    await fresh.close()
  })

  test('whoever reads from the beginning comes to the end, also while what is too old waits to be deleted', async () => {
    await append(log, feed, 3, 1, new Date(now.getTime() - 7 * DAY - HOUR / 2))
    await append(log, feed, 4, 4, new Date(now.getTime() - 7 * DAY + 1_000))
    const first = await log.page(feed, { after: undefined, limit: 2 })
    expect(first.events.map(numberOf)).toEqual([4, 5])
    now = new Date(now.getTime() + HOUR / 2)
    await log.prune()
    const second = await log.page(feed, { after: first.events.at(-1)?.cursor, limit: 2 })
    expect(second.events.map(numberOf)).toEqual([6, 7])
    now = new Date(now.getTime() + HOUR)
    await log.prune()
    expect((await log.page(feed, { after: undefined, limit: 1 })).events).toEqual([])
  })

  test('pruning deletes what is too old, from the beginning only, and all of it', async () => {
    await log.prune()
    const old = daysAgo(8)
    await database.db.$executeRaw`
      SELECT append_event(${feed.id}::uuid, NULL, 'Odd', jsonb_build_object('number', number), ${old.toISOString()}::timestamptz)
      FROM generate_series(1, 2500) AS number`
    // The clock of another node was a week behind: what comes before a younger event goes, what comes after stays.
    await append(log, feed, 1, 2_501)
    await append(log, feed, 1, 2_502, old)
    expect(await log.prune()).toBe(2_500)
    expect(await log.prune()).toBe(0)
    const { events } = await log.page(feed, { after: undefined, limit: 5 })
    expect(events.map(numberOf)).toEqual([2_501, 2_502])
  })

  test('does not cut those who listen, nor a replay that has begun', async () => {
    const nearlyTooOld = new Date(now.getTime() - 7 * DAY + 60_000)
    await append(log, feed, 400, 1, nearlyTooOld)
    const live = await log.subscribe(feed)
    const fresh = await openLog()
    const replay = await fresh.subscribe(feed, { after: await cursorAt(database.db, feed, 1) })
    expect(await numbers(replay, 1)).toEqual([2])
    now = new Date(now.getTime() + HOUR / 2)
    await fresh.prune()
    expect(await numbers(replay, 398)).toEqual(range(3, 400))
    now = new Date(now.getTime() + HOUR)
    expect(await fresh.prune()).toBe(400)
    await append(fresh, feed, 2, 401)
    expect(await numbers(live, 2)).toEqual([401, 402])
    expect(await numbers(replay, 2)).toEqual([401, 402])
    await fresh.close()
  })

  test('a listener who has missed what was pruned is told so, also when nothing came after it', async () => {
    const live = await log.subscribe(feed)
    const elsewhere = await openLog()
    await elsewhere.write(async (tx, write) => {
      await write(draft(feed, 1))
      await tx.event.deleteMany({ where: { restaurantId: feed.id } })
    })
    await expect(live.next()).rejects.toThrow(CursorExpiredError)
    await elsewhere.close()
  })
})
