import { CursorExpiredError } from './cursor.ts'
import { type Feed, type LogEvent, type Place, positionIn } from './event.ts'

/** How many of the newest events of a feed stay in memory, for listeners that are a little behind. */
const WINDOW = 256

/** Reads events behind a position from the log, in order. */
export type ReadLog = (feed: Feed, after: number, limit: number) => Promise<readonly LogEvent[]>

/**
 * What follows a place. The event at the place is read with it, to see that this is still the log which had it; that
 * event may have been pruned.
 * @throws CursorExpiredError where another event has its position, and where the log has let go of what came next
 */
export async function readOn(
  read: ReadLog,
  feed: Feed,
  { position, eventId }: Place,
  limit: number,
): Promise<readonly LogEvent[]> {
  const events = await read(feed, Math.max(0, position - 1), limit + 1)
  const [first] = events
  if (!first) return []
  const isAgain = positionIn(feed, first) === position
  if (isAgain && first.id !== eventId) throw new CursorExpiredError()
  const news = isAgain ? events.slice(1) : events
  if (news[0] && positionIn(feed, news[0]) !== position + 1) throw new CursorExpiredError()
  return news
}

/**
 * The live end of one feed on this node, shared by all who listen to the feed here. It knows the newest event
 * it has seen and keeps the events up to there in a window; a doorbell message that is exactly next extends the
 * window as it is, and anything else is answered from the log.
 */
export class Tail {
  readonly feed: Feed
  readonly #read: ReadLog
  readonly #onError: (error: unknown) => void
  #window: LogEvent[] = []
  #head: Place
  /** The newest position that anyone spoke of. */
  #known: number
  /** The newest position that the database itself has told of: there was such an event. */
  #certain = 0
  #waiting = new Set<() => void>()
  #catchingUp = false
  #failure: Error | undefined

  /** @param onError told when the log could not be read; the next ring or check tries again */
  constructor(feed: Feed, head: Place, read: ReadLog, onError: (error: unknown) => void) {
    this.feed = feed
    this.#head = head
    this.#known = head.position
    this.#read = read
    this.#onError = onError
  }

  /** The place up to which listeners can be handed events. */
  get head(): Place {
    return this.#head
  }

  /**
   * Why nothing more comes of this tail. CursorExpiredError: the log does not continue what it has read, since another
   * database took its place, or an older state of it.
   */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** The event at a position, or undefined where it is not in memory. */
  at(position: number): LogEvent | undefined {
    return this.#window[this.#window.length - 1 - (this.#head.position - position)]
  }

  /** Takes a doorbell message. */
  offer(event: LogEvent): void {
    const position = positionIn(this.feed, event)
    const ours = position === this.#head.position ? this.#head.eventId : this.at(position)?.id
    // Another event in the place of one that was handed on: what comes next would be of another log than that.
    if (ours && ours !== event.id) this.fail(new CursorExpiredError())
    else if (position === this.#head.position + 1 && !this.#catchingUp) this.#extend([event])
    else this.advanceTo(position)
  }

  /**
   * Takes what the database says of the feed's end.
   * @param seen this tail's head when the database was asked; a log that ends before it is not the one it was read from
   */
  compare(seen: Place, end: Place): void {
    if (end.position < seen.position || (end.position === seen.position && end.eventId !== seen.eventId)) {
      this.fail(new CursorExpiredError())
    } else {
      this.#certain = end.position
      this.advanceTo(end.position)
    }
  }

  /** Reads the log up to a position at least; does nothing when the tail is there already. */
  advanceTo(position: number): void {
    this.#known = Math.max(this.#known, position)
    if (this.#known > this.#head.position && !this.#catchingUp && !this.#failure) void this.#catchUp()
  }

  /** Ends it: whoever listens is told why. */
  fail(reason: Error): void {
    this.#failure ??= reason
    this.#wake()
  }

  /** Calls back once, when the head has moved or the tail has failed. */
  onceMoved(callback: () => void): void {
    this.#waiting.add(callback)
  }

  /** Takes back what was asked of onceMoved. */
  forget(callback: () => void): void {
    this.#waiting.delete(callback)
  }

  async #catchUp(): Promise<void> {
    this.#catchingUp = true
    try {
      while (this.#head.position < this.#known && !this.#failure) {
        const { position } = this.#head
        // As of before the read: an event may be committed and told of while the read is under way.
        const certain = this.#certain
        const known = this.#known
        const news = await readOn(this.#read, this.feed, this.#head, WINDOW)
        if (news.length > 0) this.#extend(news)
        // There was more, and it has been pruned.
        else if (certain > position) this.fail(new CursorExpiredError())
        // Whoever spoke of more was wrong, unless they have spoken since.
        else if (this.#known === known) this.#known = position
      }
    } catch (error) {
      if (error instanceof CursorExpiredError) this.fail(error)
      else this.#onError(error)
    } finally {
      this.#catchingUp = false
    }
  }

  #extend(events: readonly LogEvent[]): void {
    // What comes late would be shown as if it followed.
    if (this.#failure) return
    for (const event of events) {
      const position = positionIn(this.feed, event)
      if (position !== this.#head.position + 1) {
        this.fail(new CursorExpiredError())
        return
      }
      this.#window.push(event)
      this.#head = { position, eventId: event.id }
    }
    this.#known = Math.max(this.#known, this.#head.position)
    if (this.#window.length > 2 * WINDOW) this.#window = this.#window.slice(-WINDOW)
    this.#wake()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const callback of waiting) callback()
  }
}
