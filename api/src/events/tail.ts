import { type Feed, type LogEvent, positionIn } from './event.ts'

/** How many of the newest events of a feed stay in memory, for listeners that are a little behind. */
const WINDOW = 256

/** Reads events behind a position from the log, in order. */
export type ReadLog = (feed: Feed, after: number, limit: number) => Promise<readonly LogEvent[]>

/**
 * The live end of one feed on this node, shared by all who listen to the feed here. It knows the newest position
 * it has seen and keeps the events up to there in a window; a doorbell message that is exactly next extends the
 * window as it is, and anything else is answered from the log.
 */
export class Tail {
  readonly feed: Feed
  readonly #read: ReadLog
  #window: LogEvent[] = []
  readonly #onError: (error: unknown) => void
  #head: number
  /** The newest position that anyone spoke of. */
  #known: number
  #waiting = new Set<() => void>()
  #catchingUp = false

  /** @param onError told when the log could not be read; the next ring or check tries again */
  constructor(feed: Feed, head: number, read: ReadLog, onError: (error: unknown) => void) {
    this.feed = feed
    this.#head = head
    this.#known = head
    this.#read = read
    this.#onError = onError
  }

  /** The newest position that listeners can be handed. */
  get head(): number {
    return this.#head
  }

  /** The event at a position, or undefined where it is not in memory. */
  at(position: number): LogEvent | undefined {
    return this.#window[this.#window.length - 1 - (this.#head - position)]
  }

  /** Takes a doorbell message. */
  offer(event: LogEvent): void {
    const position = positionIn(this.feed, event)
    if (position === this.#head + 1 && !this.#catchingUp) {
      this.#extend([event])
    } else {
      this.advanceTo(position)
    }
  }

  /** Reads the log up to a position at least; does nothing when the tail is there already. */
  advanceTo(position: number): void {
    this.#known = Math.max(this.#known, position)
    if (this.#known > this.#head && !this.#catchingUp) void this.#catchUp()
  }

  /** Calls back once, when the head has moved. */
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
      while (this.#head < this.#known) {
        const events = await this.#read(this.feed, this.#head, WINDOW)
        if (events.length === 0) break
        this.#extend(events)
      }
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#catchingUp = false
    }
  }

  #extend(events: readonly LogEvent[]): void {
    for (const event of events) {
      const position = positionIn(this.feed, event)
      if (position !== this.#head + 1) {
        throw new Error(`The log of ${this.feed.kind} ${this.feed.id} has a hole before position ${position}`)
      }
      this.#window.push(event)
      this.#head = position
    }
    this.#known = Math.max(this.#known, this.#head)
    if (this.#window.length > 2 * WINDOW) this.#window = this.#window.slice(-WINDOW)
    const waiting = this.#waiting
    this.#waiting = new Set()
    for (const callback of waiting) callback()
  }
}
