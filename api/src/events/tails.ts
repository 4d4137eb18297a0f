import { setTimeout as delay } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import type { Doorbell } from './doorbell.ts'
import { type Feed, feedKey, type LogEvent, type Place } from './event.ts'
import { readEvents, readHead, readHeads } from './event-store.ts'
import { Tail } from './tail.ts'

/** How often feeds with listeners are compared with the log: the longest that a lost message can go unnoticed. */
const CHECK_MS = 1_000
/** So many checks in a row may come to nothing: whoever listens on a node that cannot read the log is not live. */
const SILENT_CHECKS = 6
/** A feed that nobody listens to any more keeps its topic for so long: screens that reload come back at once. */
const LINGER_MS = 10_000
/** How long the first listener of a feed waits for the doorbell; without it, the check serves. */
const BELL_PATIENCE_MS = 250
/** Where a feed without events ends. */
const BEGINNING: Place = { position: 0, eventId: null }

/**
 * The log could not be read for a while, as when PostgreSQL has moved and this node does not reach it yet. Listeners go on
 * from their cursors, perhaps on another node, and say meanwhile that they are not live.
 */
class LogSilentError extends Error {
  override name = 'LogSilentError'
  constructor() {
    super('The event log has not answered for a while')
  }
}

/** The tails of the feeds that have listeners on this node: one for each feed, however many listen. */
export interface Tails {
  /** The feed's tail; call `release` once when done with it. @throws Error for a feed that does not exist */
  hold(feed: Feed): Promise<HeldTail>
  /** How many there are, lingering ones included. */
  count(): number
  close(): Promise<void>
}

export interface HeldTail {
  readonly tail: Tail
  release(): void
}

/** A tail in use, or lingering. */
interface OpenTail {
  readonly tail: Tail
  readonly stopListening: () => void
  holders: number
  lingering: NodeJS.Timeout | undefined
}

export function createTails({ db, doorbell, logger }: { db: Db; doorbell: Doorbell; logger: Logger }): Tails {
  const tails = new Map<string, Promise<OpenTail>>()
  const following = new Set<OpenTail>()
  /** Checks since the log was last read. */
  let silentChecks = 0
  const read = readEvents.bind(undefined, db)
  const onReadError = (error: unknown) => logger.error({ err: error }, 'the event log could not be read')

  async function openTail(feed: Feed): Promise<OpenTail> {
    const early: LogEvent[] = []
    let offer = (event: LogEvent): void => {
      early.push(event)
    }
    let stop = () => {}
    let stopped = false
    const listening = doorbell
      .listen(feed, (event) => offer(event))
      .then((stopListening) => {
        if (stopped) stopListening()
        else stop = stopListening
      })
      .catch((error: unknown) =>
        logger.warn({ err: error }, 'the doorbell does not answer, the log goes on alone'),
      )
    const stopListening = () => {
      stopped = true
      stop()
    }
    await Promise.race([listening, delay(BELL_PATIENCE_MS, undefined, { ref: false })])
    // Read after the doorbell listens: what is committed later rings, what was committed before is in the head.
    const head = await readHead(db, feed).catch((error: unknown) => {
      stopListening()
      throw error
    })
    silentChecks = 0
    const tail = new Tail(feed, head, read, onReadError)
    offer = (event) => tail.offer(event)
    for (const event of early) tail.offer(event)
    const open: OpenTail = { tail, stopListening, holders: 0, lingering: undefined }
    following.add(open)
    return open
  }

  function release(open: OpenTail): void {
    open.holders -= 1
    if (open.holders === 0) open.lingering = setTimeout(() => drop(open), LINGER_MS).unref()
  }

  function drop(open: OpenTail): void {
    if (!following.delete(open)) return
    clearTimeout(open.lingering)
    tails.delete(feedKey(open.tail.feed))
    open.stopListening()
  }

  async function check(): Promise<void> {
    const checked = [...following].map(({ tail }) => ({ tail, seen: tail.head }))
    const ends = await readHeads(
      db,
      checked.map(({ tail }) => tail.feed),
    )
    for (const { tail, seen } of checked) tail.compare(seen, ends.get(feedKey(tail.feed)) ?? BEGINNING)
  }

  let checking = false
  const checks = setInterval(() => {
    if (following.size === 0) return
    silentChecks += 1
    if (silentChecks > SILENT_CHECKS) for (const { tail } of following) tail.fail(new LogSilentError())
    if (checking) return
    checking = true
    check()
      .then(() => {
        silentChecks = 0
      }, onReadError)
      .finally(() => {
        checking = false
      })
  }, CHECK_MS).unref()

  async function hold(feed: Feed): Promise<HeldTail> {
    const key = feedKey(feed)
    let opening = tails.get(key)
    if (!opening) {
      opening = openTail(feed)
      tails.set(key, opening)
      opening.catch(() => tails.delete(key))
    }
    const open = await opening
    if (open.tail.failure) {
      drop(open)
      return hold(feed)
    }
    open.holders += 1
    clearTimeout(open.lingering)
    return { tail: open.tail, release: () => release(open) }
  }

  return {
    hold,
    count: () => following.size,
    async close() {
      clearInterval(checks)
      await Promise.allSettled(tails.values())
      for (const open of [...following]) drop(open)
    },
  }
}
