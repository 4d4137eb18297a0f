import type { Backoff } from '../../../graphql/backoff'
import type { OrderAnswer, OrderProblem } from './order-answer'

/** An order that waited longer than this is not sent by itself any more: the guest may have changed their mind, or left. */
export const STILL_WANTED_MS = 15 * 60_000

export type DeliveryOptions = {
  /** When the guest sent it. */
  sentAt: Date
  /** An earlier try may have arrived. */
  attempted: boolean
  /** False once it was called back, or the page has gone: what is under way is still heard. */
  isActive: () => boolean
  /** Whether there is a way to the server. An order that never left can be said not to be sent. */
  canReach: () => Promise<boolean>
  /** `isForThis`: see createSingleFlight. */
  send: () => Promise<{ answer: OrderAnswer; isForThis: boolean }>
  /** A try is about to leave. */
  onAttempt: () => void
  /** It is not through yet, and is tried again by itself. */
  onWaiting: () => void
  backoff: Backoff
  now: () => Date
}

export type Delivery =
  | { kind: 'accepted'; order: { id: string; number: number } }
  /** `mayHaveArrived`: a try before was not heard of. */
  | { kind: 'refused'; problem: OrderProblem; mayHaveArrived: boolean }
  /** It has waited too long: the guest decides. */
  | { kind: 'expired'; mayHaveArrived: boolean }
  /** Called back, or the page has gone; and the server has not taken it, nor heard a try before. */
  | { kind: 'notTaken' }
  /** Called back, or somebody else tells what became of it. */
  | { kind: 'left' }

/**
 * Sends one order with one key until there is an answer: over any loss of the network and any failure of the server,
 * for as long as the guest can be taken to want it still.
 */
export async function deliverOrder(options: DeliveryOptions): Promise<Delivery> {
  const { sentAt, isActive, canReach, send, onAttempt, onWaiting, backoff, now } = options
  let mayHaveArrived = options.attempted
  let hasWaited = mayHaveArrived

  async function wait(attempt: number, atLeastMs = 0) {
    hasWaited = true
    onWaiting()
    await backoff.wait(attempt, atLeastMs)
  }

  for (let attempt = 0; isActive(); attempt++) {
    if (now().getTime() - sentAt.getTime() > STILL_WANTED_MS) return { kind: 'expired', mayHaveArrived }
    if (!(await canReach())) {
      if (isActive()) await wait(attempt)
      continue
    }
    if (!isActive()) break
    onAttempt()
    const { answer, isForThis } = await send()
    if (!isForThis) {
      // Whoever sent the other body hears the same, and says it to the guest: only what that one lacks is left.
      if (answer.kind === 'accepted') break
      continue
    }
    // Even if the guest called it back meanwhile: it is in the kitchen, and saying so is the only honest thing.
    if (answer.kind === 'accepted') return answer
    if (!isActive()) return isNoOrder(answer) && !mayHaveArrived ? { kind: 'notTaken' } : { kind: 'left' }
    if (answer.kind === 'unheard') {
      mayHaveArrived = true
      await wait(attempt)
      continue
    }
    const { problem } = answer
    // At the guest's own tap the guest decides; what goes out by itself waits as long as it is asked to.
    if (problem.kind === 'tooMany' && hasWaited) await wait(attempt, problem.wait * 1000)
    else return { kind: 'refused', problem, mayHaveArrived }
  }
  return { kind: 'left' }
}

/** Whether the server says that there is no order of this key. */
function isNoOrder(answer: OrderAnswer): boolean {
  return answer.kind === 'refused' && answer.problem.kind !== 'alreadyOrdered'
}
