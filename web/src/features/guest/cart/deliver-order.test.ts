import { expect, test } from 'vitest'
import { type DeliveryOptions, deliverOrder, STILL_WANTED_MS } from './deliver-order'
import type { OrderAnswer } from './order-answer'

const unheard: OrderAnswer = { kind: 'unheard' }
const accepted: OrderAnswer = { kind: 'accepted', order: { id: 'o1', number: 12 } }
const soldOut: OrderAnswer = { kind: 'refused', problem: { kind: 'unavailable', menuItemIds: ['soup'] } }
const tooMany: OrderAnswer = { kind: 'refused', problem: { kind: 'tooMany', wait: 12 } }
const SENT_AT = new Date('2026-11-20T19:00:00Z')

type DeliverySetup = Partial<DeliveryOptions> & { reachable?: boolean[]; waitMs?: number }

/** Delivers over a network that is there or not, to a server with these answers. A wait takes `waitMs` and no time. */
async function deliver(
  answers: OrderAnswer[],
  { reachable = [], waitMs = 1000, ...over }: DeliverySetup = {},
) {
  let now = SENT_AT.getTime()
  let tries = 0
  const waits: (number | undefined)[] = []
  const delivery = await deliverOrder({
    sentAt: SENT_AT,
    attempted: false,
    isActive: () => true,
    canReach: async () => reachable.shift() ?? true,
    send: async () => ({ answer: answers[tries++] ?? unheard, isForThis: true }),
    onAttempt: () => {},
    onWaiting: () => {},
    backoff: {
      wake: () => {},
      wait: async (_attempt, atLeastMs) => {
        waits.push(atLeastMs)
        now += waitMs
      },
    },
    now: () => new Date(now),
    ...over,
  })
  return { delivery, tries, waits }
}

test('an order goes on being sent however often the server fails over it, also after a wait offline', async () => {
  const failures = Array.from({ length: 60 }, () => unheard)
  const { delivery, tries } = await deliver([...failures, accepted], { reachable: [false, false, false] })
  expect(delivery).toEqual(accepted)
  expect(tries).toBe(61)
})

test('nobody is sent an order that they may not want any more, though the page has been open all the time', async () => {
  const reachable = [false, false]
  const { delivery, tries } = await deliver([accepted], { reachable, waitMs: STILL_WANTED_MS / 2 + 1 })
  expect(delivery).toEqual({ kind: 'expired', mayHaveArrived: false })
  expect(tries).toBe(0)
})

test('one that got no answer for so long may have arrived', async () => {
  const { delivery } = await deliver([unheard], { waitMs: STILL_WANTED_MS + 1 })
  expect(delivery).toEqual({ kind: 'expired', mayHaveArrived: true })
})

test('a refusal says nothing of an earlier try that nobody has heard of', async () => {
  expect((await deliver([soldOut])).delivery).toMatchObject({ kind: 'refused', mayHaveArrived: false })
  expect((await deliver([unheard, soldOut])).delivery).toMatchObject({ mayHaveArrived: true })
  expect((await deliver([soldOut], { attempted: true })).delivery).toMatchObject({ mayHaveArrived: true })
})

test('a limit at the first tap is for the guest to hear of; later it is waited out', async () => {
  expect((await deliver([tooMany])).delivery).toMatchObject({ problem: { kind: 'tooMany', wait: 12 } })
  const held = await deliver([tooMany, accepted], { reachable: [false] })
  expect(held.delivery).toEqual(accepted)
  expect(held.waits).toEqual([0, 12_000])
})

test('what is called back is not sent, but heard where it was on its way already', async () => {
  const before = await deliver([accepted], { isActive: () => false })
  expect(before).toMatchObject({ delivery: { kind: 'left' }, tries: 0 })
  let active = true
  const send = async () => {
    active = false
    return { answer: accepted, isForThis: true }
  }
  expect((await deliver([], { isActive: () => active, send })).delivery).toEqual(accepted)
})

test.each([
  ['not taken', 'the server would not take it', soldOut, false, 'notTaken'],
  [
    'perhaps there',
    'the server would not take it now, and a try before was not heard of',
    soldOut,
    true,
    'left',
  ],
  ['perhaps there', 'no answer came', unheard, false, 'left'],
])('an order that was left on its way is %s where %s', async (_, __, answer, attempted, kind) => {
  let isHere = true
  const { delivery } = await deliver([], {
    attempted,
    isActive: () => isHere,
    send: async () => {
      isHere = false
      return { answer, isForThis: true }
    },
  })
  expect(delivery).toEqual({ kind })
})
