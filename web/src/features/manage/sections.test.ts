import { expect, it } from 'vitest'
import { sectionsFor } from './sections'

const paths = (...permissions: string[]) => sectionsFor(permissions).map(({ path }) => path)

it('a cook finds their own account, and nothing else', () => {
  expect(paths('orders:read', 'ordering:pause')).toEqual(['account'])
})

it('a manager finds staff and tablets, an owner keys and activity too', () => {
  expect(paths('staff:manage', 'devices:manage')).toEqual(['staff', 'tablets', 'account'])
  expect(paths('staff:manage', 'devices:manage', 'keys:manage', 'audit:read')).toEqual([
    'staff',
    'tablets',
    'keys',
    'activity',
    'account',
  ])
})
