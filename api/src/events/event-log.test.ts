import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seedDemo } from '../../../prisma/seed.ts'
import { openTestDatabase } from '../../test/database.ts'
import { hasRedis, testDoorbell } from '../../test/doorbell.ts'
import { append, createFeed, cursorAt, draft, numberOf, numbers, range } from '../../test/feed.ts'
import { systemClock } from '../clock.ts'
import type { DoorbellConfig } from '../config.ts'
import type { Database } from '../db/database.ts'
import { createLogger } from '../logger.ts'
import { type Doorbell, openDoorbell } from './doorbell.ts'
import type { Feed, LogEvent } from './event.ts'
import { createEventLog, type EventLog } from './event-log.ts'

const logger = createLogger('silent')
let database: Database
let feed: Feed

beforeAll(async () => {
  database = await openTestDatabase()
  await seedDemo(database.db, { hashPassword: async () => 'none' })
})
afterAll(() => database.close())

// A feed of its own for each test, so that positions begin at 0.
beforeEach(async () => {
  feed = await createFeed(database.db)
})

const clock = systemClock
const doorbells: [string, DoorbellConfig][] = [['in process', { kind: 'in-process' }]]
if (hasRedis) doorbells.push(['over Redis', testDoorbell()])

describe.each(doorbells)('a log with its doorbell %s', (_name, config) => {
  let doorbell: Doorbell
  let log: EventLog

  beforeAll(async () => {
    doorbell = await openDoorbell(config, logger)
    log = createEventLog({ db: database.db, doorbell, logger, clock, retentionDays: 7 })
  })
  afterAll(async () => {
    await log.close()
    await doorbell.close()
  })

  test('hands on what happens, once and in order', async () => {
    const events = await log.subscribe(feed)
    await append(log, feed, 5)
    expect(await numbers(events, 5)).toEqual([1, 2, 3, 4, 5])
  })

  test('replays what followed a cursor and goes on live without a seam, while others write', async () => {
    await append(log, feed, 300)
    const events = await log.subscribe(feed, { after: await cursorAt(database.db, feed, 3) })
    const writing = append(log, feed, 300, 301)
    expect(await numbers(events, 597)).toEqual(range(4, 600))
    await writing
  })

  test('gives every one of many listeners all of it', async () => {
    const listeners = await Promise.all(Array.from({ length: 20 }, () => log.subscribe(feed)))
    await append(log, feed, 10)
    for (const events of listeners) expect(await numbers(events, 10)).toEqual(range(1, 10))
  })

  test('hands on only the types asked for, and a cursor still says how far the feed was read', async () => {
    const events = await log.subscribe(feed, { types: ['Odd'] })
    await append(log, feed, 4)
    expect(await numbers(events, 2)).toEqual([1, 3])
  })

  test('a listener that waits can leave', async () => {
    const events = await log.subscribe(feed)
    const waiting = events.next()
    await events.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await events.next()).toEqual({ done: true, value: undefined })
  })

  test('pages through the log by the same cursors', async () => {
    await append(log, feed, 7)
    const first = await log.page(feed, { after: undefined, limit: 5 })
    expect(first.hasMore).toBe(true)
    const rest = await log.page(feed, { after: first.events.at(-1)?.cursor, limit: 5 })
    expect(rest.hasMore).toBe(false)
    expect([...first.events, ...rest.events].map(numberOf)).toEqual(range(1, 7))
  })

  test('a change that fails leaves no event and no hole', async () => {
    await append(log, feed, 1)
    await expect(
      log.write(async (_tx, write) => {
        await write(draft(feed, 2))
        throw new Error('the change fails')
      }),
    ).rejects.toThrow('the change fails')
    await append(log, feed, 1, 2)
    const { events } = await log.page(feed, { after: undefined, limit: 10 })
    expect(events.map(({ event }) => event.position)).toEqual([1, 2])
  })

  test('many writers at once leave no hole, and the order they committed in is the order everyone sees', async () => {
    const live = await log.subscribe(feed)
    await Promise.all(Array.from({ length: 8 }, (_, writer) => append(log, feed, 10, writer * 10 + 1)))
    const seen = await numbers(live, 80)
    const replayed = await log.subscribe(feed, { after: await cursorAt(database.db, feed, 0) })
    expect(await numbers(replayed, 80)).toEqual(seen)
    expect([...seen].sort((a, b) => a - b)).toEqual(range(1, 80))
  })

  test('what is no event, on its topic, is not heard', async () => {
    const events = await log.subscribe(feed)
    const noEvents = [null, 'text', 7, {}, { position: 'one' }, { restaurantId: feed.id, position: null }]
    for (const message of noEvents) doorbell.ring(feed, message as unknown as LogEvent)
    await append(log, feed, 3)
    expect(await numbers(events, 3)).toEqual([1, 2, 3])
  })

  test('closing the log ends every listener', async () => {
    const closing = createEventLog({ db: database.db, doorbell, logger, clock, retentionDays: 7 })
    const waiting = (await closing.subscribe(feed)).next()
    await closing.close()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })
})

describe('a doorbell that cannot be trusted', () => {
  const faults: [string, (ring: (event: LogEvent) => void) => (event: LogEvent) => void][] = [
    ['loses every message', () => () => {}],
    [
      'loses every second message',
      (ring) => (event) => {
        if (event.position % 2 === 0) ring(event)
      },
    ],
    [
      'repeats every message',
      (ring) => (event) => {
        ring(event)
        ring(event)
      },
    ],
    ['swaps neighbours', swapNeighbours],
  ]

  test.each(faults)('that %s costs no event', async (_name, fault) => {
    const honest = await openDoorbell({ kind: 'in-process' }, logger)
    const doorbell: Doorbell = {
      ...honest,
      listen: (listened, onEvent) => honest.listen(listened, fault(onEvent)),
    }
    const log = createEventLog({ db: database.db, doorbell, logger, clock, retentionDays: 7 })
    const events = await log.subscribe(feed)
    await append(log, feed, 20)
    expect(await numbers(events, 20)).toEqual(range(1, 20))
    await log.close()
  })
})

/** Hands on each pair of events the wrong way round. */
function swapNeighbours(ring: (event: LogEvent) => void): (event: LogEvent) => void {
  let held: LogEvent | undefined
  return (event) => {
    if (!held) {
      held = event
      return
    }
    ring(event)
    ring(held)
    held = undefined
  }
}
