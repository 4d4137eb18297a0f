import type { Life } from './life.ts'

/** What the clients of a run share. */
export interface Scene {
  /** Aborted when nothing new is begun: what is under way is finished. */
  readonly closing: AbortSignal
  /** Aborted when everything ends. */
  readonly over: AbortSignal
  /** Every life there was, for the comparison at the end. */
  readonly lives: Life[]
  /** Every order that a guest has sent. */
  readonly sent: SentOrder[]
  /** Takes note of what may not happen: the run has failed. */
  readonly onViolation: (what: string) => void
}

/** An order that was sent, once or more often. */
export interface SentOrder {
  readonly key: string
  /** The order's global id in each answer. */
  readonly answers: string[]
}

/** One of the run's clients, as faults see it. */
export interface BenchClient {
  readonly name: string
  /** The index of the group whose network it is in. */
  readonly group: number
  /** The node that it is connected to, as far as it knows. */
  node(): number
  /** The streams it follows now. */
  lives(): readonly Life[]
  /** Throws its state away and begins with a snapshot. */
  reload(): Promise<void>
  /** Stops reading, or goes on. */
  pause(on: boolean): void
  isPaused(): boolean
  close(): void
}
