import { describe, expect, test } from 'vitest'
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../errors.ts'
import { can, type Permission, permissionsIn, requirePermission } from './permissions.ts'
import type { ApiKeyScope, StaffRole, Viewer } from './viewer.ts'

const HERE = 'here'
const staff = (role: StaffRole): Viewer => ({
  kind: 'staff',
  userId: 'u',
  name: 'Ada',
  signInId: 's',
  memberships: [{ restaurantId: HERE, role }],
})
const device: Viewer = { kind: 'device', deviceId: 'd', name: 'Tablet', restaurantId: HERE }
const partner = (...scopes: ApiKeyScope[]): Viewer => ({
  kind: 'partner',
  apiKeyId: 'k',
  name: 'Till',
  restaurantId: HERE,
  scopes,
})

const ALL = ['OWNER', 'MANAGER', 'KITCHEN', 'SERVER'] as const

/** Who may do what; whoever is not named may not. */
const MAY: Readonly<Record<Permission, readonly StaffRole[]>> = {
  'orders:read': ALL,
  'orders:write': ALL,
  'board:read': ALL,
  'menu:read': ALL,
  'tables:read': ALL,
  'guests:manage': ALL,
  'restaurant:manage': ['OWNER', 'MANAGER'],
  'tables:manage': ['OWNER', 'MANAGER'],
  'menu:availability': ['OWNER', 'MANAGER', 'KITCHEN'],
  'ordering:pause': ['OWNER', 'MANAGER', 'KITCHEN'],
  'payments:write': ['OWNER', 'MANAGER', 'SERVER'],
  'sessions:close': ['OWNER', 'MANAGER', 'SERVER'],
  'orders:cancel-ready': ['OWNER', 'MANAGER'],
  'menu:write': ['OWNER', 'MANAGER'],
  'staff:manage': ['OWNER', 'MANAGER'],
  'devices:manage': ['OWNER', 'MANAGER'],
  'owners:manage': ['OWNER'],
  'keys:manage': ['OWNER'],
  'audit:read': ['OWNER'],
}

describe.each(Object.entries(MAY))('%s', (permission, roles) => {
  test.each<StaffRole>(ALL)('by %s', (role) => {
    expect(can(staff(role), HERE, permission as Permission)).toBe(roles.includes(role))
  })
})

test('nobody may do anything elsewhere', () => {
  for (const viewer of [null, staff('OWNER'), device, partner('ORDERS_READ', 'ORDERS_WRITE', 'MENU_WRITE')])
    expect(permissionsIn(viewer, 'elsewhere').size).toBe(0)
})

test('a device may do what the kitchen may', () => {
  expect(permissionsIn(device, HERE)).toEqual(permissionsIn(staff('KITCHEN'), HERE))
})

test.each<[ApiKeyScope, Permission[]]>([
  ['ORDERS_READ', ['orders:read']],
  ['ORDERS_WRITE', ['orders:write']],
  ['MENU_READ', ['menu:read']],
  ['MENU_WRITE', ['menu:availability', 'menu:write']],
])('the scope %s allows %s and nothing else', (scope, permissions) => {
  expect([...permissionsIn(partner(scope), HERE)].sort()).toEqual(permissions)
})

test('strangers are asked to sign in, to outsiders it is not there, to others it is forbidden', () => {
  expect(() => requirePermission(null, HERE, 'keys:manage')).toThrow(UnauthenticatedError)
  expect(() => requirePermission(staff('OWNER'), 'elsewhere', 'keys:manage')).toThrow(NotFoundError)
  expect(() => requirePermission(staff('MANAGER'), HERE, 'keys:manage')).toThrow(ForbiddenError)
  expect(requirePermission(staff('OWNER'), HERE, 'keys:manage')).toMatchObject({ userId: 'u' })
})
