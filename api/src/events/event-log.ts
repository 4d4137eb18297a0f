import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import { CursorExpiredError, decodeCursor, encodeCursor } from './cursor.ts'
import type { Doorbell } from './doorbell.ts'
import { type EventDraft, type Feed, type FeedEvent, type LogEvent, type Place, positionIn } from './event.ts'
import { appendEvent, pruneEvents, readEvents, readHead, readSince } from './event-store.ts'
import { Subscription } from './subscription.ts'
import type { Tail } from './tail.ts'
import { createTails } from './tails.ts'

/** How many events the first read of a replay brings. */
const FIRST_PAGE = 256
const DAY_MS = 86_400_000
/** Between the moment at which a cursor is too old and the deletion of what follows it: replays that have begun end. */
const PRUNING_GRACE_MS = 3_600_000

/** How a subscription is ended from the server's side. */
export interface Ending {
  /** For a listener who must not hear more: its next() rejects with the reason. */
  fail(reason: Error): void
  /** For a feed that has nothing more to tell: once the listener has been handed what there is up to a position. */
  completeAt(position: number): void
}

export interface SubscribeOptions {
  readonly after?: string | null | undefined
  /** Hand on these event types only. */
  readonly types?: readonly string[] | undefined
  /** Called as the subscription begins with what ends it. What it returns is called when the subscription is over. */
  readonly until?: ((ending: Ending) => () => void) | undefined
  /** Asked before each event: why the listener is told neither of it nor of anything later. Rejects next() likewise. */
  readonly endsAt?: ((event: LogEvent) => Error | undefined) | undefined
  /** Whether an event is the last that the listener is told of: behind it the subscription is complete. */
  readonly isLast?: ((event: LogEvent) => boolean) | undefined
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
   * What follows the cursor (without one: from the oldest event within the retention), up to a limit.
   * @throws InvalidCursorError, CursorExpiredError
   */
  page(feed: Feed, options: { after: string | undefined; limit: number }): Promise<FeedPage>
  /** How many feeds this node follows, lingering ones included, and how many listeners they have. */
  stats(): { readonly feeds: number; readonly subscriptions: number }
  /** Deletes events that nobody can ask for any more. @returns how many */
  prune(): Promise<number>
  /** Ends every subscription. */
  close(): Promise<void>
}

export function createEventLog(parts: {
  db: Db
  doorbell: Doorbell
  logger: Logger
  clock: Clock
  /** How long a cursor is good for, in days. */
  retentionDays: number
}): EventLog {
  const { db, doorbell, logger, clock, retentionDays } = parts
  const tails = createTails({ db, doorbell, logger })
  const subscriptions = new Set<Subscription>()
  const read = readEvents.bind(undefined, db)
  const keptSince = () => clock.now().getTime() - retentionDays * DAY_MS

  /**
   * What follows a place, if the log still has the place itself, and it is younger than a moment.
   * @throws CursorExpiredError
   */
  async function readBehind(
    feed: Feed,
    after: Place,
    limit: number,
    since = keptSince(),
  ): Promise<readonly LogEvent[]> {
    const events = await read(feed, Math.max(0, after.position - 1), limit + 1)
    const [oldest] = events
    if (oldest && Date.parse(oldest.occurredAt) > since) {
      if (after.position === 0 && positionIn(feed, oldest) === 1) return events.slice(0, limit)
      if (oldest.id === after.eventId) return events.slice(1)
    }
    // Nothing is missed where nothing followed, however long ago that was.
    const head = await readHead(db, feed)
    if (head.position === after.position && head.eventId === after.eventId) return []
    throw new CursorExpiredError()
  }

  /** What follows a place, as far as it has to be read: nothing where the tail has it in memory. */
  async function resume(tail: Tail, after: Place): Promise<readonly LogEvent[]> {
    const { position, eventId } = after
    const known = position === tail.head.position ? tail.head.eventId : tail.at(position)?.id
    if (known === eventId) return []
    const page = await readBehind(tail.feed, after, FIRST_PAGE)
    tail.advanceTo(position)
    return page
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

    async subscribe(feed, { after: cursor, types, until, endsAt, isLast } = {}) {
      const { tail, release } = await tails.hold(feed)
      let stopWatching: (() => void) | undefined
      try {
        const after = cursor == null ? tail.head : decodeCursor(feed, cursor)
        const page = await resume(tail, after)
        const subscription = new Subscription({
          tail,
          read,
          types,
          endsAt,
          isLast,
          after,
          page,
          onClose() {
            subscriptions.delete(subscription)
            stopWatching?.()
            release()
          },
        })
        subscriptions.add(subscription)
        stopWatching = until?.(subscription)
        return subscription
      } catch (error) {
        release()
        throw error
      }
    },

    async page(feed, { after, limit }) {
      // A page is one read, so it may begin in the hour of grace: whoever began at the oldest event must come to the end.
      const events = await (after === undefined
        ? readSince(db, feed, new Date(keptSince()), limit + 1)
        : readBehind(feed, decodeCursor(feed, after), limit + 1, keptSince() - PRUNING_GRACE_MS))
      return {
        hasMore: events.length > limit,
        events: events.slice(0, limit).map((event) => ({
          event,
          cursor: encodeCursor(feed, { position: positionIn(feed, event), eventId: event.id }),
          page: events,
        })),
      }
    },

    prune: () => pruneEvents(db, new Date(keptSince() - PRUNING_GRACE_MS)),

    stats: () => ({ feeds: tails.count(), subscriptions: subscriptions.size }),

    async close() {
      await Promise.all([...subscriptions].map((subscription) => subscription.return()))
      await tails.close()
    },
  }
}
