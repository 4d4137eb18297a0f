import type { ViewerKind } from '../../../gql/graphql'

/** What this screen may do besides moving orders: it shows nothing else. */
export type Abilities = {
  pauseOrdering: boolean
  changeMenu: boolean
  takePayments: boolean
  closeTables: boolean
  /** Change the tables' codes, and what it takes to sit down. */
  manageTables: boolean
  /** Where the pages for staff, tablets and keys are worth a visit; null for a tablet, which is nobody. */
  office: 'manage' | 'account' | null
}

const managing = ['staff:manage', 'devices:manage', 'keys:manage', 'audit:read']

/** Reads them off the permissions that the server names. */
export function abilitiesOf(kind: ViewerKind, permissions: readonly string[]): Abilities {
  const may = (permission: string) => permissions.includes(permission)
  return {
    pauseOrdering: may('ordering:pause'),
    changeMenu: may('menu:availability'),
    takePayments: may('payments:write'),
    closeTables: may('sessions:close'),
    manageTables: may('tables:manage'),
    office: kind !== 'STAFF' ? null : managing.some(may) ? 'manage' : 'account',
  }
}
