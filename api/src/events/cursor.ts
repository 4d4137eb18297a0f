import { PublicError } from '../errors.ts'
import { type Feed, feedKey } from './event.ts'

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

/** A position in a feed, as clients keep it: opaque, bound to the feed and to the log it was read from. */
export function encodeCursor(feed: Feed, epoch: string, position: number): string {
  return Buffer.from(`${feedKey(feed)}:${epoch}:${position}`).toString('base64url')
}

/**
 * The position that a cursor stands for.
 * @throws InvalidCursorError for anything that encodeCursor did not make for this feed
 * @throws CursorExpiredError for a cursor of a log that is not this one
 */
export function decodeCursor(feed: Feed, epoch: string, cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString()
  const prefix = `${feedKey(feed)}:`
  if (!text.startsWith(prefix)) throw new InvalidCursorError()
  const match = /^([0-9a-f]+):(0|[1-9]\d{0,14})$/.exec(text.slice(prefix.length))
  if (!match) throw new InvalidCursorError()
  if (match[1] !== epoch) throw new CursorExpiredError()
  return Number(match[2])
}
