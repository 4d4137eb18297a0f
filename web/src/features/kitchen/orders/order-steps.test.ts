import { expect, test } from 'vitest'
import { canUndo, forward, stepBack } from './order-steps'

test('each forward step can be undone', () => {
  expect(canUndo('PENDING', forward.PENDING.to)).toBe(true)
  expect(canUndo('COOKING', forward.COOKING.to)).toBe(true)
  expect(canUndo('READY', forward.READY.to)).toBe(true)
})

test('a cancellation cannot be undone, and a step back needs no undo', () => {
  expect(canUndo('PENDING', 'CANCELLED')).toBe(false)
  expect(canUndo('READY', 'COOKING')).toBe(false)
})

test('an order goes one step back where the server allows it', () => {
  expect(stepBack({ status: 'READY', allowedTransitions: ['SERVED', 'COOKING'] })).toBe('COOKING')
  expect(stepBack({ status: 'READY', allowedTransitions: ['SERVED'] })).toBeNull()
  expect(stepBack({ status: 'PENDING', allowedTransitions: ['COOKING', 'CANCELLED'] })).toBeNull()
})
