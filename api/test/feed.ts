import type { Db } from '../src/db/database.ts'
import { encodeCursor } from '../src/events/cursor.ts'
import type { EventDraft, Feed, FeedEvent } from '../src/events/event.ts'
import type { EventLog } from '../src/events/event-log.ts'

/** The feed of a restaurant of its own, so that positions begin at 0. */
export async function createFeed(db: Db): Promise<Feed> {
  const { id } = await db.restaurant.create({
    data: {
      id: crypto.randomUUID(),
      slug: `log-${crypto.randomUUID()}`,
      name: 'The Log',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      feed: { create: {} },
    },
  })
  return { kind: 'restaurant', id }
}

/** Odd or Even by its number, which its payload carries. */
export function draft(feed: Feed, number: number, occurredAt = new Date()): EventDraft {
  return {
    restaurantId: feed.id,
    tableSessionId: null,
    type: number % 2 === 1 ? 'Odd' : 'Even',
    payload: { number },
    occurredAt,
  }
}

/** Appends events one after the other, numbered from `first`. */
export async function append(log: EventLog, feed: Feed, count: number, first = 1, at?: Date): Promise<void> {
  for (let number = first; number < first + count; number++) {
    await log.write((_tx, write) => write(draft(feed, number, at)))
  }
}

/** The cursor behind a position, as if a client had kept it. */
export async function cursorAt(db: Db, feed: Feed, position: number): Promise<string> {
  const event = await db.event.findUnique({
    where: { restaurantId_position: { restaurantId: feed.id, position } },
  })
  return encodeCursor(feed, { position, eventId: event?.id ?? null })
}

export const numberOf = ({ event }: FeedEvent) => (event.payload as { number: number }).number

/** The numbers of the next events, in the order they came. */
export async function numbers(events: AsyncIterableIterator<FeedEvent>, count: number): Promise<number[]> {
  const seen: number[] = []
  while (seen.length < count) {
    const { done, value } = await events.next()
    if (done) throw new Error(`The feed ended after ${seen.length} of ${count} events`)
    seen.push(numberOf(value))
  }
  return seen
}

export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
