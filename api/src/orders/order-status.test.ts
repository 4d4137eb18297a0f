import { describe, expect, test } from 'vitest'
import { permissionsOf } from '../auth/permissions.ts'
import type { StaffRole } from '../auth/viewer.ts'
import { allowedTransitions, type OrderStatus, statesBefore } from './order-status.ts'

const STATES: readonly OrderStatus[] = ['PENDING', 'COOKING', 'READY', 'SERVED', 'CANCELLED']
const ROLES: readonly StaffRole[] = ['OWNER', 'MANAGER', 'KITCHEN', 'SERVER']

/** Who may make a move; a move that is not here is nobody's. */
const MOVES: Readonly<Record<string, readonly StaffRole[]>> = {
  'PENDING → COOKING': ROLES,
  'COOKING → READY': ROLES,
  'READY → SERVED': ROLES,
  'COOKING → PENDING': ROLES,
  'READY → COOKING': ROLES,
  'SERVED → READY': ROLES,
  'PENDING → CANCELLED': ROLES,
  'COOKING → CANCELLED': ROLES,
  'READY → CANCELLED': ['OWNER', 'MANAGER'],
}

describe.each(STATES)('from %s', (from) => {
  test.each(STATES)('to %s, as the table says, by each role', (to) => {
    const movers = MOVES[`${from} → ${to}`] ?? []
    for (const role of ROLES) {
      const permissions = permissionsOf(role)
      expect([role, allowedTransitions(from, permissions).includes(to)]).toEqual([
        role,
        movers.includes(role),
      ])
      expect([role, statesBefore(to, permissions).includes(from)]).toEqual([role, movers.includes(role)])
    }
  })

  test('guests and outsiders have no moves', () => {
    expect(allowedTransitions(from, new Set())).toEqual([])
  })

  test('the next step is offered first', () => {
    const forward = {
      PENDING: 'COOKING',
      COOKING: 'READY',
      READY: 'SERVED',
      SERVED: 'READY',
      CANCELLED: undefined,
    }
    expect(allowedTransitions(from, permissionsOf('OWNER'))[0]).toBe(forward[from])
  })
})
