import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CursorExpiredError } from './cursor.ts'
import { type Feed, type LogEvent, type Place, positionIn } from './event.ts'
import { Subscription } from './subscription.ts'
import { type ReadLog, Tail } from './tail.ts'

// A tail and its listeners alone, where every answer of the database can be late, in every order: what the model of
// the whole API (api/test/delivery.model.test.ts) cannot choose.

const feed: Feed = { kind: 'restaurant', id: 'one' }
const BEGINNING: Place = { position: 0, eventId: null }
const RUNS = Number(process.env['MODEL_RUNS'] ?? 300)

/** A log in memory, whose answers wait until they are given. */
class Log {
  events: LogEvent[] = []
  /** Events up to here have been pruned. */
  pruned = 0
  readonly unanswered: { answer(): void; fail(): void }[] = []

  append(count: number): void {
    for (let added = 0; added < count; added++) {
      const position = this.events.length + 1
      this.events.push({
        id: `event ${position}`,
        restaurantId: feed.id,
        position,
        tableSessionId: null,
        sessionPosition: null,
        type: position % 3 === 0 ? 'Third' : 'Other',
        payload: null,
        occurredAt: '',
      })
    }
  }

  place(position: number): Place {
    return position === 0 ? BEGINNING : { position, eventId: `event ${position}` }
  }

  get end(): Place {
    return this.place(this.events.length)
  }

  /** What is read is what was there when it was asked for; the answer may come much later. */
  readonly read: ReadLog = (_feed, after, limit) => {
    const events = this.events.slice(Math.max(after, this.pruned), Math.max(after, this.pruned) + limit)
    return new Promise((resolve, reject) => {
      this.unanswered.push({ answer: () => resolve(events), fail: () => reject(new Error('no database')) })
    })
  }
}

interface Listener {
  readonly subscription: Subscription
  readonly after: number
  readonly types: readonly string[] | undefined
  readonly shown: number[]
  waiting: boolean
  ended: unknown
}

class World {
  readonly log = new Log()
  readonly tail = new Tail(feed, BEGINNING, this.log.read, () => {})
  readonly checks: { seen: Place; end: Place }[] = []
  readonly listeners: Listener[] = []

  pull(listener: Listener): void {
    if (listener.waiting || listener.ended) return
    listener.waiting = true
    listener.subscription.next().then(
      ({ done, value }) => {
        listener.waiting = false
        if (done) listener.ended = 'done'
        else listener.shown.push(positionIn(feed, value.event))
      },
      (error: unknown) => {
        listener.waiting = false
        listener.ended = error
      },
    )
  }

  /** What a listener has been shown is what there was, from where it began, without a hole. */
  look(): void {
    if (this.tail.failure) expect(this.log.pruned).toBeGreaterThan(this.tail.head.position)
    for (const { after, types, shown, ended } of this.listeners) {
      const there = this.log.events
        .filter((event) => event.position > after && (types?.includes(event.type) ?? true))
        .map(({ position }) => position)
      expect(shown).toEqual(there.slice(0, shown.length))
      if (!(ended instanceof Error)) continue
      expect(ended).toBeInstanceOf(CursorExpiredError)
      expect(this.tail.failure !== undefined || this.log.pruned > after).toBe(true)
    }
  }

  /** Everything is answered, and everyone asks on until there is no more. */
  async settle(): Promise<void> {
    for (;;) {
      for (const { answer } of this.log.unanswered.splice(0)) answer()
      for (const listener of this.listeners) this.pull(listener)
      await turn()
      if (this.log.unanswered.length > 0 || this.listeners.some(({ waiting, ended }) => !waiting && !ended))
        continue
      if (this.tail.failure || this.tail.head.position === this.log.events.length) return
      this.tail.compare(this.tail.head, this.log.end)
      await turn()
    }
  }
}

type Step = fc.AsyncCommand<object, World>

const step = <T>(
  name: string,
  args: fc.Arbitrary<T>,
  act: (world: World, args: T) => unknown,
): fc.Arbitrary<Step> =>
  args.map((given) => ({
    check: () => true,
    async run(_model, world) {
      act(world, given)
      await turn()
      world.look()
    },
    toString: () => `${name}(${fc.stringify(given)})`,
  }))

const none = fc.constant(null)
const one = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]

const STEPS: fc.Arbitrary<Step>[] = [
  step(
    'append',
    fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 200, max: 700 })),
    (world, count) => world.log.append(count),
  ),
  // The newest events, or any: messages are late, doubled and out of order.
  step('ring', fc.nat({ max: 5 }), ({ log, tail }, back) => {
    const event = log.events.at(-1 - back)
    if (event) tail.offer(event)
  }),
  step('ringOld', fc.nat(), ({ log, tail }, at) => {
    const event = one(log.events, at)
    if (event) tail.offer(event)
  }),
  step('ringFalsely', fc.integer({ min: 1, max: 9 }), ({ log, tail }, ahead) =>
    tail.advanceTo(log.events.length + ahead),
  ),
  step('askWhereItEnds', none, ({ checks, tail, log }) => checks.push({ seen: tail.head, end: log.end })),
  step('hearWhereItEnds', none, ({ checks, tail }) => {
    const check = checks.shift()
    if (check) tail.compare(check.seen, check.end)
  }),
  step('answer', fc.nat(), ({ log }, at) => {
    const read = one(log.unanswered, at)
    if (!read) return
    log.unanswered.splice(log.unanswered.indexOf(read), 1)
    read.answer()
  }),
  step('fail', none, ({ log, listeners }) => {
    // A listener's own read that fails ends it, which is the transport's matter.
    if (log.unanswered.length > 0 && listeners.every(({ waiting }) => !waiting))
      log.unanswered.shift()?.fail()
  }),
  step('listen', fc.record({ back: fc.nat({ max: 800 }), third: fc.boolean() }), (world, { back, third }) => {
    const { log, tail, listeners } = world
    const after = Math.max(log.pruned, tail.head.position - back)
    const types = third ? ['Third'] : undefined
    const subscription = new Subscription({
      tail,
      read: log.read,
      after: log.place(after),
      page: [],
      types,
      endsAt: undefined,
      isLast: undefined,
      onClose: () => {},
    })
    listeners.push({ subscription, after, types, shown: [], waiting: false, ended: undefined })
  }),
  step('pull', fc.record({ who: fc.nat(), count: fc.integer({ min: 1, max: 3 }) }), (world, { who }) => {
    const listener = one(world.listeners, who)
    if (listener) world.pull(listener)
  }),
  step('leave', fc.nat(), ({ listeners }, who) => {
    const listener = one(listeners, who)
    if (!listener) return
    listener.ended = 'left'
    void listener.subscription.return()
  }),
  step('prune', fc.nat(), ({ log }, upTo) => {
    log.pruned = Math.max(log.pruned, upTo % (log.events.length + 1))
  }),
]

test('in whatever order a tail hears of events, its listeners are shown each once and in order, or are told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(STEPS, { maxCommands: 60, size: 'max' }), async (steps) => {
      const world = new World()
      await fc.asyncModelRun(() => ({ model: {}, real: world }), steps)
      await world.settle()
      world.look()
      for (const { after, types, shown, ended } of world.listeners) {
        if (ended) continue
        const there = world.log.events.filter(
          (event) => event.position > after && (types?.includes(event.type) ?? true),
        )
        expect(shown).toHaveLength(there.length)
      }
    }),
    { numRuns: RUNS },
  )
})
