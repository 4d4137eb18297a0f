import { expect, it } from 'vitest'
import { sectionsFor } from './sections'

const paths = (...permissions: string[]) => sectionsFor(permissions).map(({ path }) => path)

it('a cook finds their own account, and nothing else', () => {
  expect(paths('orders:read', 'ordering:pause')).toEqual(['account'])
})

it('a manager finds tables, staff and tablets, an owner keys and activity too', () => {
  const managers = ['tables:manage', 'staff:manage', 'devices:manage']
  expect(paths(...managers)).toEqual(['tables', 'staff', 'tablets', 'account'])
  expect(paths(...managers, 'keys:manage', 'audit:read')).toEqual([
    'tables',
    'staff',
    'tablets',
    'keys',
    'activity',
    'account',
  ])
})
