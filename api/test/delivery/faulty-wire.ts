import type { Doorbell, Signals } from '../../src/events/doorbell.ts'
import { type Feed, feedKey, type LogEvent } from '../../src/events/event.ts'

/** What becomes of one message on its way to one node. */
export const FATES = ['arrives', 'is lost', 'comes twice', 'is late'] as const
export type Fate = (typeof FATES)[number]

/** Carries doorbell messages between nodes, as badly as it is told to. */
export interface FaultyWire {
  /** A node's end of it. Closing it cuts the node off: nothing goes out or comes in any more. */
  connect(): Doorbell & Signals
  /** What the next messages come to; once they are used up, messages arrive. */
  decide(fates: readonly Fate[]): void
  /** Hands on those that are late, newest first. */
  handOnLate(): void
}

export function createFaultyWire(): FaultyWire {
  const ends = new Set<Map<string, Set<(event: LogEvent) => void>>>()
  let decided: Fate[] = []
  let late: (() => void)[] = []

  function carry(message: string, feed: Feed, listeners: Map<string, Set<(event: LogEvent) => void>>): void {
    const deliver = () => {
      // Looked up now: whoever has stopped listening in between is not told.
      for (const listener of listeners.get(feedKey(feed)) ?? []) listener(JSON.parse(message))
    }
    const fate = decided.shift() ?? 'arrives'
    if (fate === 'is late') late.push(deliver)
    if (fate === 'arrives' || fate === 'comes twice') deliver()
    if (fate === 'comes twice') deliver()
  }

  return {
    connect() {
      const listeners = new Map<string, Set<(event: LogEvent) => void>>()
      ends.add(listeners)
      return {
        ring(feed, event) {
          if (!ends.has(listeners)) return
          const message = JSON.stringify(event)
          for (const end of ends) carry(message, feed, end)
        },
        async listen(feed, onEvent) {
          const key = feedKey(feed)
          const those = listeners.get(key) ?? new Set()
          listeners.set(key, those.add(onEvent))
          return () => those.delete(onEvent)
        },
        // Every signal is lost: nodes may do without them.
        signal() {},
        onSignal: async () => () => {},
        async close() {
          ends.delete(listeners)
          listeners.clear()
        },
      }
    },
    decide(fates) {
      decided = [...decided, ...fates]
    },
    handOnLate() {
      const messages = late.reverse()
      late = []
      for (const deliver of messages) deliver()
    },
  }
}
