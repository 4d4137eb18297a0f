import { expect, test } from 'vitest'
import type { OrderStatus } from '../../../gql/graphql'
import { settleWatched, untoldCancellations } from './cancelled-orders'

const order = (id: string, status: OrderStatus) => ({ id, status })
const elsewhere = () => false
const here = () => true

/** What a screen keeps in sight after it has shown these boards, one after the other. */
function keptAfter(boards: { id: string; status: OrderStatus }[][], cancelledHere = elsewhere) {
  let watched: ReadonlySet<string> = new Set()
  for (const board of boards) watched = settleWatched(watched, board, cancelledHere)
  return untoldCancellations(boards.at(-1) ?? [], watched).map(({ id }) => id)
}

test('an order that was on this screen stays in sight when it is cancelled elsewhere', () => {
  expect(keptAfter([[order('a', 'COOKING'), order('b', 'COOKING')], [order('a', 'CANCELLED')]])).toEqual([
    'a',
  ])
})

test('it stays through whatever else happens on the board', () => {
  const cancelled = order('a', 'CANCELLED')
  expect(keptAfter([[order('a', 'PENDING')], [cancelled], [cancelled, order('b', 'PENDING')]])).toEqual(['a'])
})

test('an order that was cancelled on this screen goes at once', () => {
  expect(keptAfter([[order('a', 'COOKING')], [order('a', 'CANCELLED')]], here)).toEqual([])
})

test('an order that this screen never showed open is none of its business', () => {
  expect(keptAfter([[], [order('a', 'CANCELLED')]])).toEqual([])
})

test('a served order is no longer watched', () => {
  expect([...settleWatched(new Set(['a']), [order('a', 'SERVED')], elsewhere)]).toEqual([])
})

test('what somebody took note of does not come back', () => {
  expect([...settleWatched(new Set(), [order('a', 'CANCELLED')], elsewhere)]).toEqual([])
})

test('a board that brings nothing new changes nothing', () => {
  const watched = new Set(['a', 'b'])
  expect(settleWatched(watched, [order('a', 'COOKING'), order('b', 'CANCELLED')], elsewhere)).toBe(watched)
})

test('an order that came and went while the screen was offline stays too, until somebody takes note', () => {
  const gone = [{ id: 'a', status: 'CANCELLED' as const }]
  const watched = settleWatched(
    new Set(),
    gone,
    () => false,
    (id) => id === 'a',
  )
  expect(untoldCancellations(gone, watched)).toEqual(gone)
  expect(settleWatched(new Set(), gone, () => false).size).toBe(0)
})
