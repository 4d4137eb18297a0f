import { expect, test } from 'vitest'
import { isToAcknowledge, showsOrders } from './alarms'

const at = '2026-11-20T19:00:00Z'
const order = { status: 'PENDING', acknowledgedAt: null, escalatedAt: null } as const

test('a pending order that nobody has seen is acknowledged by showing it', () => {
  expect(isToAcknowledge(order)).toBe(true)
  expect(isToAcknowledge({ ...order, acknowledgedAt: at })).toBe(false)
  expect(isToAcknowledge({ ...order, status: 'COOKING' })).toBe(false)
})

test('an alarm is not ended by a screen that shows the order after all', () => {
  expect(isToAcknowledge({ ...order, escalatedAt: at })).toBe(false)
})

test('orders under a panel or a question are not shown, nor are those on a screen without sound', () => {
  const screen = { canRing: true, panel: null, cancelling: null }
  expect(showsOrders(screen)).toBe(true)
  expect(showsOrders({ ...screen, panel: 'tables' })).toBe(false)
  expect(showsOrders({ ...screen, cancelling: order })).toBe(false)
  expect(showsOrders({ ...screen, canRing: false })).toBe(false)
})
