import type { Backoff } from '../../../graphql/backoff'

/** So long shown orders are collected: a board that opens sends one message, not one for each card. */
export const COLLECT_MS = 100
/** As many as the server takes at once. */
const MOST_AT_ONCE = 100

/** What became of a message: the server has it; it never will, in this form; nobody knows. */
export type AcknowledgementAnswer = 'taken' | 'refused' | 'failed'

export type Acknowledger = {
  /** These orders were seen. It is said to the server until it has answered, however long that takes. */
  add: (orderIds: readonly string[]) => void
  /** The network is back: what waits to be sent again goes out now. */
  retryNow: () => void
  /** Forgets what was not sent yet. */
  clear: () => void
}

type AcknowledgerOptions = {
  send: (orderIds: readonly string[]) => Promise<AcknowledgementAnswer>
  backoff: Backoff
}

/** Acknowledges orders with as few messages as possible, and none of them never. */
export function createAcknowledger({ send, backoff }: AcknowledgerOptions): Acknowledger {
  const waiting = new Set<string>()
  let running = false

  async function run() {
    await new Promise((resolve) => setTimeout(resolve, COLLECT_MS))
    let most = MOST_AT_ONCE
    let failures = 0
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, most)
      const answer = await send(batch)
      if (answer === 'failed') {
        await backoff.wait(failures++)
        continue
      }
      failures = 0
      // What is refused together goes one by one, so that an order that is no more does not hold up the others.
      if (answer === 'refused' && batch.length > 1) most = 1
      else for (const id of batch) waiting.delete(id)
    }
    running = false
  }

  return {
    add: (orderIds) => {
      for (const id of orderIds) waiting.add(id)
      if (running || waiting.size === 0) return
      running = true
      void run()
    },
    retryNow: backoff.wake,
    clear: () => {
      waiting.clear()
      backoff.wake()
    },
  }
}
