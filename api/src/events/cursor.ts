import { PublicError } from '../errors.ts'
import { type Feed, feedKey, type Place } from './event.ts'

/** The text is no cursor, or one of another feed. */
export class InvalidCursorError extends PublicError {
  override name = 'InvalidCursorError'
  readonly code = 'INVALID_CURSOR'
  constructor() {
    super('This cursor does not belong to this feed. Use one that the same feed gave you.')
  }
}

/** The log no longer covers what followed the cursor, so nothing is replayed: load a snapshot and go on from its cursor. */
export class CursorExpiredError extends PublicError {
  override name = 'CursorExpiredError'
  readonly code = 'CURSOR_EXPIRED'
  constructor() {
    super('The log no longer covers this cursor. Load a snapshot and subscribe with its cursor.')
  }
}

/** A place in a feed, as clients keep it: opaque, and bound to the feed. */
export function encodeCursor(feed: Feed, { position, eventId }: Place): string {
  return Buffer.from([feedKey(feed), position, ...(eventId === null ? [] : [eventId])].join(':')).toString(
    'base64url',
  )
}

const PLACE = /^(?:(0)|([1-9]\d{0,14}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))$/

/**
 * The place that a cursor stands for. Whether the log has that place is for the log to say.
 * @throws InvalidCursorError for anything that encodeCursor did not make for this feed
 */
export function decodeCursor(feed: Feed, cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString()
  const prefix = `${feedKey(feed)}:`
  const match = text.startsWith(prefix) ? PLACE.exec(text.slice(prefix.length)) : null
  if (!match) throw new InvalidCursorError()
  const [, begin, position, eventId] = match
  return begin === undefined
    ? { position: Number(position), eventId: eventId ?? null }
    : { position: 0, eventId: null }
}
