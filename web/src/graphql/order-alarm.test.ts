import { expect, test } from 'vitest'
import { isAlarming } from './order-alarm'

const at = '2026-11-20T19:00:00Z'
const order = { status: 'PENDING', acknowledgedAt: null, escalatedAt: null } as const

test('an alarm lasts until somebody acknowledges the order or moves it', () => {
  expect(isAlarming(order)).toBe(false)
  expect(isAlarming({ ...order, escalatedAt: at })).toBe(true)
  expect(isAlarming({ ...order, escalatedAt: at, acknowledgedAt: at })).toBe(false)
  expect(isAlarming({ ...order, escalatedAt: at, status: 'CANCELLED' })).toBe(false)
})
