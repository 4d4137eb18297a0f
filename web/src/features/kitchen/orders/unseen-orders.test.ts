import { expect, test } from 'vitest'
import { settleSeen, unseenOrders } from './unseen-orders'

const pending = (id: string) => ({ id, status: 'PENDING' as const })
const cooking = (id: string) => ({ id, status: 'COOKING' as const })
const ids = (orders: { id: string }[]) => orders.map((order) => order.id)

test('it rings for every pending order that nobody has touched', () => {
  expect(ids(unseenOrders([pending('a'), pending('b'), cooking('c')], new Set(['a'])))).toEqual(['b'])
})

test('an order that another screen has started does not ring here', () => {
  expect(unseenOrders([cooking('a')], new Set())).toEqual([])
})

test('an order that comes back to pending by an undo does not ring again', () => {
  const seen = settleSeen(new Set(), [cooking('a')])
  expect(unseenOrders([pending('a')], settleSeen(seen, [pending('a')]))).toEqual([])
})

test('orders that left the board are forgotten', () => {
  expect([...settleSeen(new Set(['gone', 'a']), [pending('a')])]).toEqual(['a'])
})

test('a board that brings nothing new changes nothing', () => {
  const seen = new Set(['a'])
  expect(settleSeen(seen, [pending('a'), pending('b')])).toBe(seen)
})
