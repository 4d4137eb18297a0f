/** A stream of events with positions of its own: all of a restaurant's, or those that one table session may see. */
export type Feed =
  | { readonly kind: 'restaurant'; readonly id: string }
  | { readonly kind: 'session'; readonly id: string }

/** One change, as the log keeps it and as the doorbell carries it: plain JSON, times as RFC 3339 text. */
export interface LogEvent {
  readonly id: string
  readonly restaurantId: string
  /** Contiguous from 1 in the restaurant's feed, in commit order. */
  readonly position: number
  readonly tableSessionId: string | null
  /** Contiguous from 1 in the session's feed; null when guests are not to see the event. */
  readonly sessionPosition: number | null
  /** The name of the event's GraphQL type without its ending: OrderCreated for OrderCreatedEvent. */
  readonly type: string
  /** All that a subscriber needs, in the shape that the event's type has in its domain. */
  readonly payload: unknown
  readonly occurredAt: string
}

/** What a change says of itself; the log adds identity and positions. */
export interface EventDraft {
  readonly restaurantId: string
  /** Set when the guests of that session are to see the event. */
  readonly tableSessionId: string | null
  readonly type: string
  readonly payload: unknown
  readonly occurredAt: Date
}

/** An event as one feed shows it. */
export interface FeedEvent {
  readonly event: LogEvent
  /** Pass it as `after` to go on behind this event. */
  readonly cursor: string
  /** What all events of a page have in common, if it came in one. */
  readonly page?: object
}

/**
 * A place in a feed: behind the event at a position. The event's id comes with it, since a position alone can be passed
 * off: a database restored from a backup gives the same positions to other events.
 */
export interface Place {
  /** 0: before the first event. */
  readonly position: number
  /** Null before the first event. */
  readonly eventId: string | null
}

/** The event's position in a feed that it belongs to. */
export function positionIn(feed: Feed, event: LogEvent): number {
  const position = feed.kind === 'restaurant' ? event.position : event.sessionPosition
  if (position === null) throw new Error(`Event ${event.id} is not part of the ${feed.kind} feed ${feed.id}`)
  return position
}

/** Names a feed in maps and on the doorbell. Ids are random and no credentials, so a topic gives nothing away. */
export function feedKey(feed: Feed): string {
  return `${feed.kind}:${feed.id}`
}
