import type { Db } from '../../api/src/db/database.ts'
import type { Doorbell, Signals } from '../../api/src/events/doorbell.ts'
import type { FeedEvent } from '../../api/src/events/event.ts'
import type { EventLog } from '../../api/src/events/event-log.ts'

/** Where a node can be told to die, as by a power cut. */
export type KillPoint = 'before commit' | 'before publish' | 'in replay'

/** So many events of a replay still get out before the node dies of it. */
const REPLAYED_FIRST = 3

/** The places at which a node dies once it was told to, put around the parts of the real server. */
export interface KillPoints {
  /** The next to come to that point dies. */
  arm(point: KillPoint): void
  /** Dies when the statements of a change have run and the transaction has not committed. */
  database(db: Db): Db
  /** Dies when a change is committed and nobody has been told. */
  doorbell(doorbell: Doorbell & Signals): Doorbell & Signals
  /** Dies when a part of what a listener missed has been replayed. */
  log(log: EventLog): EventLog
}

export function createKillPoints(): KillPoints {
  let armed: KillPoint | undefined
  const reach = (point: KillPoint) => {
    if (armed === point) process.kill(process.pid, 'SIGKILL')
  }

  return {
    arm(point) {
      armed = point
    },

    database: (db) =>
      new Proxy(db, {
        get(target, property) {
          if (property === '$queryRaw' && armed === 'before commit') return inTransaction(target, reach)
          if (property === '$transaction') return dyingTransaction(target, reach)
          const value: unknown = Reflect.get(target, property)
          return typeof value === 'function' ? value.bind(target) : value
        },
      }),

    doorbell: (doorbell) => ({
      ...doorbell,
      ring(feed, event) {
        reach('before publish')
        doorbell.ring(feed, event)
      },
    }),

    log: (log) => ({
      ...log,
      async subscribe(feed, options) {
        const events = await log.subscribe(feed, options)
        return options?.after == null ? events : countReplayed(events, reach)
      },
    }),
  }
}

/** A change that is one statement commits with it; to stop before the commit it needs a transaction around it. */
function inTransaction(db: Db, reach: (point: KillPoint) => void) {
  return (query: { strings?: readonly string[] } & readonly string[], ...values: unknown[]) => {
    const text = (query.strings ?? query).join(' ')
    if (!text.includes('append_event')) return db.$queryRaw(query as never, ...values)
    return db.$transaction(async (tx) => {
      const result = await tx.$queryRaw(query as never, ...values)
      reach('before commit')
      return result
    })
  }
}

function dyingTransaction(db: Db, reach: (point: KillPoint) => void) {
  return (work: unknown, options?: object) => {
    if (typeof work !== 'function') return db.$transaction(work as never, options)
    return db.$transaction(async (tx) => {
      const result = await work(tx)
      reach('before commit')
      return result
    }, options)
  }
}

function countReplayed(
  events: AsyncIterableIterator<FeedEvent>,
  reach: (point: KillPoint) => void,
): AsyncIterableIterator<FeedEvent> {
  const since = Date.now()
  let replayed = 0
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const result = await events.next()
      if (!result.done && Date.parse(result.value.event.occurredAt) < since) replayed += 1
      if (replayed > REPLAYED_FIRST) reach('in replay')
      return result
    },
    return: async () => (await events.return?.()) ?? { done: true, value: undefined },
    throw: async (error) => (await events.throw?.(error)) ?? { done: true, value: undefined },
  }
}

/** A log without replay, as publish and subscribe alone would be: to see that the check can see losses. */
export function withoutReplay(log: EventLog): EventLog {
  return { ...log, subscribe: (feed, options) => log.subscribe(feed, { ...options, after: undefined }) }
}
