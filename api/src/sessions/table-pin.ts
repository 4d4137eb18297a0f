import { randomInt } from 'node:crypto'

const TRIES = 5
const FIRST_PAUSE_MS = 60_000
/** Each pause is twice as long as the one before, up to this: in six hours that leaves fewer than 200 tries of 10,000. */
const LONGEST_PAUSE_MS = 16 * FIRST_PAUSE_MS

/** The part of a session's row that a PIN is judged by. */
export interface PinState {
  readonly pin: string
  readonly pinFailures: number
  readonly pinPausedUntil: Date | null
}

/** What becomes of a try. */
export type PinVerdict =
  | { readonly kind: 'right' }
  /** Nothing was looked at: none was given, or it is too early for another one. */
  | { readonly kind: 'unread' }
  | { readonly kind: 'wrong'; readonly pinFailures: number; readonly pinPausedUntil: Date | null }

/** @returns four random digits */
export function createPin(): string {
  return String(randomInt(10_000)).padStart(4, '0')
}

/** Five wrong ones are followed by a pause of a minute, in which the right one is as good as a wrong one. */
export function judgePin(state: PinState, given: string | null, now: Date): PinVerdict {
  if (given === null || (state.pinPausedUntil && state.pinPausedUntil > now)) return { kind: 'unread' }
  if (given === state.pin) return { kind: 'right' }
  const pinFailures = state.pinFailures + 1
  if (pinFailures % TRIES !== 0) return { kind: 'wrong', pinFailures, pinPausedUntil: null }
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (pinFailures / TRIES - 1), LONGEST_PAUSE_MS)
  return { kind: 'wrong', pinFailures, pinPausedUntil: new Date(now.getTime() + pause) }
}
