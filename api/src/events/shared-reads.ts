import type { FeedEvent } from './event.ts'

/** For so long an answer counts as how things are now. */
const FRESH_MS = 1_000

/** What is read for one listener of an event, or for one event of a page, and is the same for all of them. */
export interface SharedReads {
  /**
   * What is read once, and given to all who ask soon after; a read that failed is forgotten. It must not depend on who
   * asks: what only some may see is resolved from it, for each.
   * @param source what those who share it have in common: sharedSource(), or what a shared read has answered
   * @param key what is read
   */
  read<T>(source: object, key: string, load: () => Promise<T>): Promise<T>
}

/** What an event is read for together with: by listeners the event itself, which a node has once; in a page the page. */
export function sharedSource({ event, page }: FeedEvent): object {
  return page ?? event
}

/** @param now milliseconds that only go forward */
export function createSharedReads(now: () => number = () => performance.now()): SharedReads {
  const answers = new WeakMap<
    object,
    Map<string, { readonly at: number; readonly answer: Promise<unknown> }>
  >()
  return {
    read<T>(source: object, key: string, load: () => Promise<T>): Promise<T> {
      const known = answers.get(source) ?? new Map()
      answers.set(source, known)
      const earlier = known.get(key)
      // Who comes later, as with an older cursor, is shown how things are by then.
      if (earlier && now() - earlier.at < FRESH_MS) return earlier.answer
      const answer = load()
      const entry = { at: now(), answer }
      known.set(key, entry)
      answer.catch(() => {
        if (known.get(key) === entry) known.delete(key)
      })
      return answer
    },
  }
}
