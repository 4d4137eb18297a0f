import { expect, it } from 'vitest'
import { isCookedOn } from './receipt'

const session = (status: 'OPEN' | 'CLOSED', ...orders: string[]) => ({
  status,
  orders: orders.map((state) => ({ status: state })),
})

it.each([
  ['open', session('OPEN', 'COOKING'), false],
  ['closed with a dish on its way', session('CLOSED', 'SERVED', 'READY'), true],
  ['closed with everything served or cancelled', session('CLOSED', 'SERVED', 'CANCELLED'), false],
  ['closed without orders', session('CLOSED'), false],
  ['unknown', null, false],
])('a session that is %s', (_name, of, isWatched) => {
  expect(isCookedOn(of)).toBe(isWatched)
})
