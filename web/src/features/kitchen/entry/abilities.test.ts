import { expect, it } from 'vitest'
import { abilitiesOf } from './abilities'

it('a paired tablet pauses and changes the menu, but takes no money and manages nobody', () => {
  const kitchen = ['orders:read', 'orders:write', 'board:read', 'menu:availability', 'ordering:pause']
  expect(abilitiesOf('DEVICE', kitchen)).toEqual({
    pauseOrdering: true,
    changeMenu: true,
    takePayments: false,
    closeTables: false,
    manageTables: false,
    office: null,
  })
})

it('who serves settles bills, and finds their own account', () => {
  const server = ['orders:read', 'orders:write', 'board:read', 'sessions:close', 'payments:write']
  expect(abilitiesOf('STAFF', server)).toEqual({
    pauseOrdering: false,
    changeMenu: false,
    takePayments: true,
    closeTables: true,
    manageTables: false,
    office: 'account',
  })
})

it('who lets tablets in is shown the way to where that is done', () => {
  expect(abilitiesOf('STAFF', ['devices:manage']).office).toBe('manage')
})
