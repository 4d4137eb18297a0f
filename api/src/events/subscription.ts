import { CursorExpiredError, encodeCursor } from './cursor.ts'
import { type FeedEvent, type LogEvent, type Place, positionIn } from './event.ts'
import { type ReadLog, readOn, type Tail } from './tail.ts'

/** How many events one read of a replay brings. */
const PAGE = 256

export interface SubscriptionOptions {
  readonly tail: Tail
  readonly read: ReadLog
  /** Behind which to begin. The caller has made sure that the log has it. */
  readonly after: Place
  /** What follows `after`, as far as it was read. */
  readonly page: readonly LogEvent[]
  /** Hand on these types only; undefined: all. */
  readonly types: readonly string[] | undefined
  /** Asked before an event is handed on: why the listener is told neither of it nor of anything later. */
  readonly endsAt: ((event: LogEvent) => Error | undefined) | undefined
  /** Whether the listener is told of nothing later. */
  readonly isLast: ((event: LogEvent) => boolean) | undefined
  readonly onClose: () => void
}

/**
 * One listener's way through a feed. Replay and live are the same loop: the next event comes from the tail's
 * window where it is there, from the log where it is older, and otherwise the listener waits for the tail to move.
 * It is pulled, so a slow listener holds a position and at most one page, never a queue.
 *
 * Written as an iterator by hand: an async generator would hold back `return()` until the next event.
 */
export class Subscription implements AsyncIterableIterator<FeedEvent> {
  readonly #options: SubscriptionOptions
  /** The newest event that was handed on, or passed over. */
  #place: Place
  /** Where it is complete. */
  #last = Number.POSITIVE_INFINITY
  #page: readonly LogEvent[]
  #closed = false
  #failure: Error | undefined
  #wake: (() => void) | undefined

  constructor(options: SubscriptionOptions) {
    this.#options = options
    this.#place = options.after
    this.#page = options.page
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  /**
   * @throws CursorExpiredError when the listener fell so far behind that the log has let go of what comes next, and when
   *   another log took the place of this one; LogSilentError; what fail() was given
   */
  async next(): Promise<IteratorResult<FeedEvent>> {
    try {
      return await this.#next()
    } catch (error) {
      await this.return()
      throw error
    }
  }

  /** Ends it from this side; its listener is told why. */
  async fail(reason: Error): Promise<void> {
    if (this.#closed) return
    this.#failure = reason
    await this.return()
  }

  /** Ends it from this side, once its listener has been handed what there is up to a position. */
  completeAt(position: number): void {
    this.#last = Math.min(this.#last, position)
    this.#options.tail.advanceTo(position)
    this.#wake?.()
  }

  async return(): Promise<IteratorResult<FeedEvent>> {
    if (!this.#closed) {
      this.#closed = true
      this.#page = []
      this.#wake?.()
      this.#options.onClose()
    }
    return { done: true, value: undefined }
  }

  async throw(error: unknown): Promise<IteratorResult<FeedEvent>> {
    await this.return()
    throw error
  }

  async #next(): Promise<IteratorResult<FeedEvent>> {
    const { tail, types, endsAt, isLast } = this.#options
    while (!this.#closed) {
      if (tail.failure) throw tail.failure
      if (this.#place.position >= this.#last) return this.return()
      const event = this.#held()
      if (event) {
        const position = positionIn(tail.feed, event)
        if (position !== this.#place.position + 1)
          throw new Error(`Position ${position} came after ${this.#place.position}`)
        this.#place = { position, eventId: event.id }
        const end = endsAt?.(event)
        if (end) throw end
        if (isLast?.(event)) this.#last = position
        if (types && !types.includes(event.type)) continue
        const cursor = encodeCursor(tail.feed, this.#place)
        return { done: false, value: { event, cursor } }
      }
      if (this.#place.position < tail.head.position) await this.#readPage()
      else await this.#moved()
    }
    const failure = this.#failure
    this.#failure = undefined
    if (failure) throw failure
    return { done: true, value: undefined }
  }

  /** The event behind the position, if memory has it. */
  #held(): LogEvent | undefined {
    const next = this.#place.position + 1
    const inWindow = this.#options.tail.at(next)
    if (inWindow) return inWindow
    const [first] = this.#page
    return first && this.#page[next - positionIn(this.#options.tail.feed, first)]
  }

  async #readPage(): Promise<void> {
    const { tail, read } = this.#options
    this.#page = await readOn(read, tail.feed, this.#place, PAGE)
    if (this.#page.length === 0) throw new CursorExpiredError()
  }

  #moved(): Promise<void> {
    const { tail } = this.#options
    return new Promise((resolve) => {
      this.#wake = () => {
        tail.forget(resolve)
        resolve()
      }
      tail.onceMoved(resolve)
    })
  }
}
