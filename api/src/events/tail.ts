import { type Feed, type LogEvent, type Place, positionIn } from './event.ts'

/** How many of the newest events of a feed stay in memory, for listeners that are a little behind. */
const WINDOW = 256

/** Reads events behind a position from the log, in order. */
export type ReadLog = (feed: Feed, after: number, limit: number) => Promise<readonly LogEvent[]>

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
  #broken = false

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
   * The log does not continue what this tail has read: another database took its place, or an older state of it.
   * Nothing more comes of such a tail.
   */
  get broken(): boolean {
    return this.#broken
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
    if (ours && ours !== event.id) this.#break()
    else if (position === this.#head.position + 1 && !this.#catchingUp) this.#extend([event])
    else this.advanceTo(position)
  }

  /**
   * Takes what the database says of the feed's end.
   * @param seen this tail's head when the database was asked; a log that ends before it is not the one it was read from
   */
  compare(seen: Place, end: Place): void {
    if (end.position < seen.position || (end.position === seen.position && end.eventId !== seen.eventId)) {
      this.#break()
    } else {
      this.#certain = end.position
      this.advanceTo(end.position)
    }
  }

  /** Reads the log up to a position at least; does nothing when the tail is there already. */
  advanceTo(position: number): void {
    this.#known = Math.max(this.#known, position)
    if (this.#known > this.#head.position && !this.#catchingUp && !this.#broken) void this.#catchUp()
  }

  /** Calls back once, when the head has moved or the tail has broken. */
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
      while (this.#head.position < this.#known && !this.#broken) {
        const { position, eventId } = this.#head
        // As of before the read: an event may be committed and told of while the read is under way.
        const certain = this.#certain
        const known = this.#known
        // With the event at the head itself, to see that this is still the same log; it may have been pruned.
        const events = await this.#read(this.feed, Math.max(0, position - 1), WINDOW)
        const [first] = events
        const again = first && positionIn(this.feed, first) === position
        if (again && first.id !== eventId) {
          this.#break()
          return
        }
        const news = again ? events.slice(1) : events
        if (news.length > 0) this.#extend(news)
        // There was more, and it has been pruned.
        else if (certain > position) this.#break()
        // Whoever spoke of more was wrong, unless they have spoken since.
        else if (this.#known === known) this.#known = position
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#catchingUp = false
    }
  }

  #extend(events: readonly LogEvent[]): void {
    // What comes late would be shown as if it followed.
    if (this.#broken) return
    for (const event of events) {
      const position = positionIn(this.feed, event)
      if (position !== this.#head.position + 1) {
        this.#break()
        return
      }
      this.#window.push(event)
      this.#head = { position, eventId: event.id }
    }
    this.#known = Math.max(this.#known, this.#head.position)
    if (this.#window.length > 2 * WINDOW) this.#window = this.#window.slice(-WINDOW)
    this.#wake()
  }

  #break(): void {
    this.#broken = true
    this.#wake()
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const callback of waiting) callback()
  }
}
