type Reply<Answer> = {
  answer: Answer
  /** False: it answers another body that was still under way with the same key, and this one has not been sent. */
  isForThis: boolean
}

/**
 * One request at a time for one key. Who sends the same body meanwhile (a page that comes back) waits for the same
 * answer; who sends another one is told what became of the first, and decides then. `start` must not reject.
 */
export function createSingleFlight<Answer>() {
  const underWay = new Map<string, { body: string; answer: Promise<Answer> }>()

  return async (key: string, body: string, start: () => Promise<Answer>): Promise<Reply<Answer>> => {
    let request = underWay.get(key)
    if (!request) {
      request = { body, answer: start() }
      underWay.set(key, request)
      void request.answer.finally(() => underWay.delete(key))
    }
    return { answer: await request.answer, isForThis: request.body === body }
  }
}
