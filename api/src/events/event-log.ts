import { setTimeout as delay } from 'node:timers/promises'
import type { Db, Tx } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import { CursorExpiredError, decodeCursor, encodeCursor } from './cursor.ts'
import type { Doorbell } from './doorbell.ts'
import { type EventDraft, type Feed, type FeedEvent, feedKey, type LogEvent, positionIn } from './event.ts'
import { appendEvent, type Head, readEvents, readHead, readPositions } from './event-store.ts'
import { Subscription } from './subscription.ts'
import { Tail } from './tail.ts'

/** How often feeds with listeners are compared with the log: the longest that a lost message can go unnoticed. */
const CHECK_MS = 1_000
/** A feed that nobody listens to any more keeps its topic for so long: screens that reload come back at once. */
const LINGER_MS = 10_000
/** How long the first listener of a feed waits for the doorbell; without it, the check serves. */
const BELL_PATIENCE_MS = 250

export interface SubscribeOptions {
  readonly after?: string | null | undefined
  /** Hand on these event types only. */
  readonly types?: readonly string[] | undefined
}

export interface FeedPage {
  readonly events: readonly FeedEvent[]
  readonly hasMore: boolean
}

/** The log of all that anyone can subscribe to. The log is the truth; the doorbell only says that there is news. */
export interface EventLog {
  /**
   * Runs a change and its events in one transaction, and rings after the commit.
   * `append` takes the lock on the feed, so it comes last.
   */
  write<T>(change: (tx: Tx, append: (draft: EventDraft) => Promise<void>) => Promise<T>): Promise<T>
  /** Rings for an event that a statement of its own has committed by append_event(). */
  ring(event: LogEvent): void
  /**
   * What follows the cursor, then live; each event once, in order. Without a cursor: from now on.
   * @throws InvalidCursorError, CursorExpiredError
   */
  subscribe(feed: Feed, options?: SubscribeOptions): Promise<AsyncIterableIterator<FeedEvent>>
  /**
   * What follows the cursor (without one: from the oldest event kept), up to a limit.
   * @throws InvalidCursorError, CursorExpiredError
   */
  page(feed: Feed, options: { after: string | undefined; limit: number }): Promise<FeedPage>
  /** How many feeds this node follows, lingering ones included, and how many listeners they have. */
  stats(): { readonly feeds: number; readonly subscriptions: number }
  /** Ends every subscription. */
  close(): Promise<void>
}

/** A feed's tail on this node, in use or lingering. */
interface OpenTail {
  readonly tail: Tail
  readonly epoch: string
  readonly stopListening: () => void
  readonly subscriptions: Set<Subscription>
  /** Subscriptions, and those about to be. */
  holders: number
  lingering: NodeJS.Timeout | undefined
}

export function createEventLog({
  db,
  doorbell,
  logger,
}: {
  db: Db
  doorbell: Doorbell
  logger: Logger
}): EventLog {
  const tails = new Map<string, Promise<OpenTail>>()
  let subscribed = 0
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
    await Promise.race([listening, delay(BELL_PATIENCE_MS, undefined, { ref: false })])
    // Read after the doorbell listens: what is committed later rings, what was committed before is in the head.
    const head = await readHead(db, feed)
    const tail = new Tail(feed, head.position, read, onReadError)
    offer = (event) => tail.offer(event)
    for (const event of early) tail.offer(event)
    return {
      tail,
      epoch: head.epoch,
      stopListening() {
        stopped = true
        stop()
      },
      subscriptions: new Set(),
      holders: 0,
      lingering: undefined,
    }
  }

  async function hold(feed: Feed): Promise<OpenTail> {
    const key = feedKey(feed)
    let opening = tails.get(key)
    if (!opening) {
      opening = openTail(feed)
      tails.set(key, opening)
      opening.catch(() => tails.delete(key))
    }
    const open = await opening
    open.holders += 1
    clearTimeout(open.lingering)
    return open
  }

  function release(open: OpenTail): void {
    open.holders -= 1
    if (open.holders > 0) return
    open.lingering = setTimeout(() => {
      tails.delete(feedKey(open.tail.feed))
      open.stopListening()
    }, LINGER_MS).unref()
  }

  async function check(): Promise<void> {
    const opened = await Promise.all(tails.values())
    const positions = await readPositions(
      db,
      opened.map(({ tail }) => tail.feed),
    )
    for (const { tail } of opened) tail.advanceTo(positions.get(feedKey(tail.feed)) ?? 0)
  }

  let checking = false
  const checks = setInterval(() => {
    if (checking || tails.size === 0) return
    checking = true
    check()
      .catch(onReadError)
      .finally(() => {
        checking = false
      })
  }, CHECK_MS).unref()

  /** @throws InvalidCursorError, CursorExpiredError for a position ahead of the log: another log gave it out */
  async function positionOf(feed: Feed, cursor: string, head: Head): Promise<number> {
    const position = decodeCursor(feed, head.epoch, cursor)
    if (position > head.position && position > (await readHead(db, feed)).position)
      throw new CursorExpiredError()
    return position
  }

  function ring(event: LogEvent): void {
    doorbell.ring({ kind: 'restaurant', id: event.restaurantId }, event)
    if (event.tableSessionId !== null) doorbell.ring({ kind: 'session', id: event.tableSessionId }, event)
  }

  return {
    ring,

    async write(change) {
      const appended: LogEvent[] = []
      const result = await db.$transaction((tx) =>
        change(tx, async (draft) => {
          appended.push(await appendEvent(tx, draft))
        }),
      )
      for (const event of appended) ring(event)
      return result
    },

    async subscribe(feed, { after, types } = {}) {
      const open = await hold(feed)
      const { tail, epoch, subscriptions } = open
      try {
        const subscription = new Subscription({
          tail,
          read,
          epoch,
          types,
          after: after == null ? tail.head : await positionOf(feed, after, { epoch, position: tail.head }),
          onClose() {
            if (subscriptions.delete(subscription)) subscribed -= 1
            release(open)
          },
        })
        await subscription.open()
        subscriptions.add(subscription)
        subscribed += 1
        return subscription
      } catch (error) {
        release(open)
        throw error
      }
    },

    async page(feed, { after, limit }) {
      const head = await readHead(db, feed)
      const position = after === undefined ? 0 : await positionOf(feed, after, head)
      const events = await read(feed, position, limit + 1)
      const [first] = events
      if (first && after !== undefined && positionIn(feed, first) !== position + 1)
        throw new CursorExpiredError()
      return {
        hasMore: events.length > limit,
        events: events
          .slice(0, limit)
          .map((event) => ({ event, cursor: encodeCursor(feed, head.epoch, positionIn(feed, event)) })),
      }
    },

    stats: () => ({ feeds: tails.size, subscriptions: subscribed }),

    async close() {
      clearInterval(checks)
      for (const open of await Promise.all(tails.values())) {
        await Promise.all([...open.subscriptions].map((subscription) => subscription.return()))
        clearTimeout(open.lingering)
        open.stopListening()
      }
      tails.clear()
    },
  }
}
