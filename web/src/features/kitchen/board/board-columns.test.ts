import { expect, test } from 'vitest'
import type { OrderStatus } from '../../../gql/graphql'
import { countOpen, groupByColumn, recentlyDone } from './board-columns'

function order(number: number, status: OrderStatus, placedAt: string, updatedAt = placedAt) {
  return { id: `o${number}`, number, status, placedAt, updatedAt }
}
const numbers = (orders: { number: number }[]) => orders.map((each) => each.number)

test('the order that waits longest stands first in its column', () => {
  const board = groupByColumn([
    order(3, 'PENDING', '2026-11-20T19:05:00Z'),
    order(1, 'PENDING', '2026-11-20T19:01:00Z'),
    order(2, 'READY', '2026-11-20T19:02:00Z'),
  ])
  expect(numbers(board.PENDING)).toEqual([1, 3])
  expect(numbers(board.COOKING)).toEqual([])
  expect(numbers(board.READY)).toEqual([2])
})

test('orders of the same instant stand by their number', () => {
  const at = '2026-11-20T19:00:00Z'
  expect(numbers(groupByColumn([order(8, 'COOKING', at), order(7, 'COOKING', at)]).COOKING)).toEqual([7, 8])
})

test('an order on its way stands where it was moved to', () => {
  const board = groupByColumn([order(1, 'PENDING', '2026-11-20T19:00:00Z')], () => 'COOKING')
  expect(numbers(board.PENDING)).toEqual([])
  expect(numbers(board.COOKING)).toEqual([1])
})

test('a cancelled order that still stands in a column does not count as work', () => {
  const at = '2026-11-20T19:00:00Z'
  expect(countOpen([order(1, 'COOKING', at), order(2, 'CANCELLED', at)])).toBe(1)
})

test('served and cancelled orders stay within reach for a quarter of an hour, the last first', () => {
  const placed = '2026-11-20T18:00:00Z'
  const done = recentlyDone(
    [
      order(1, 'SERVED', placed, '2026-11-20T19:30:00Z'),
      order(2, 'CANCELLED', placed, '2026-11-20T19:40:00Z'),
      order(3, 'SERVED', placed, '2026-11-20T19:29:59Z'),
      order(4, 'READY', placed, '2026-11-20T19:40:00Z'),
    ],
    new Date('2026-11-20T19:45:00Z'),
  )
  expect(numbers(done)).toEqual([2, 1])
})
