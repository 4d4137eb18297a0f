import { WebSocket } from 'ws'

/** What may wait in memory for a client that reads slower than we write, in bytes; about 500 orders. */
const MAX_QUEUED_BYTES = 1024 * 1024
/** How long a client has to answer a close; one that does not read would hold its socket for ever. */
const CLOSE_WITHIN_MS = 2_000

/**
 * The server's end of a WebSocket, which costs bounded memory whatever its client does: one that does not take what it
 * is sent is cut off, and comes back with its cursor.
 */
export class ServedSocket extends WebSocket {
  /** Resolves when it is closed, however that came about. */
  readonly gone = new Promise<void>((resolve) => this.once('close', () => resolve()))
  /** Ids of queries and mutations that are being worked on; subscriptions are never done. */
  readonly #unanswered = new Set<string>()
  #closeWhenAnswered: (() => void) | undefined

  /** Whether further operations are worth starting: once it closes, nobody would hear of their outcome. */
  get takesWork(): boolean {
    return this.readyState === WebSocket.OPEN && !this.#closeWhenAnswered
  }

  /** A query or mutation has come. */
  asked(id: string): void {
    this.#unanswered.add(id)
  }

  /** Its answer is on its way, or is a subscription's. */
  answered(id: string): void {
    if (!this.#unanswered.delete(id) || this.#unanswered.size > 0) return
    // What is on its way is written by then.
    if (this.#closeWhenAnswered) setImmediate(this.#closeWhenAnswered)
  }

  /** Closes once nothing is unanswered; nothing more is begun. */
  closeWhenAnswered(code: number, reason: string): void {
    this.#closeWhenAnswered = () => this.close(code, reason)
    if (this.#unanswered.size === 0) this.#closeWhenAnswered()
  }

  /** What cannot be sent because the socket is gone is no error: `onSent` is called without one. */
  override send(data: string, onSent?: unknown): void {
    const sent = typeof onSent === 'function' ? onSent : () => {}
    // Before rather than after: one answer may be larger than all of that, and its client reads it well.
    if (this.bufferedAmount > MAX_QUEUED_BYTES) this.terminate()
    if (this.readyState !== WebSocket.OPEN) sent()
    else super.send(data, (error) => sent(this.readyState === WebSocket.OPEN ? error : undefined))
  }

  override close(code?: number, reason?: string): void {
    super.close(code, reason)
    setTimeout(() => this.terminate(), CLOSE_WITHIN_MS).unref()
  }
}
