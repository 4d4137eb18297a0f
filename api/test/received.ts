/** What a subscription has brought so far, to be awaited without sleeping. */
export interface Received {
  /** Everything so far: data, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: events have the shape of the subscription beside them
  readonly events: readonly any[]
  /** Resolves once the subscription was given this many events. */
  // biome-ignore lint/suspicious/noExplicitAny: events have the shape of the subscription beside them
  count(count: number): Promise<readonly any[]>
  /** Resolves with what ended the subscription: errors, a close event, or null for a complete. */
  readonly ended: Promise<unknown>
  unsubscribe(): void
}

/** Collects what an emitter brings. @param start begins it, and returns what ends it */
export function receive<T>(
  start: (sink: { next(event: T): void; end(reason: unknown): void }) => () => void,
): Received {
  const events: T[] = []
  const waiting = new Set<() => void>()
  let finish: (reason: unknown) => void = () => {}
  const ended = new Promise<unknown>((resolve) => {
    finish = resolve
  })
  const unsubscribe = start({
    next(event) {
      events.push(event)
      for (const check of waiting) check()
    },
    end: finish,
  })
  return {
    events,
    ended,
    unsubscribe,
    count: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (events.length < count) return
          waiting.delete(check)
          resolve(events)
        }
        waiting.add(check)
        check()
      }),
  }
}
