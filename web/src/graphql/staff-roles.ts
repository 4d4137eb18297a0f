import type { StaffRole } from '../gql/graphql'

/** The roles as people call them, from who may do everything down. */
export const staffRoles: readonly { role: StaffRole; name: string; may: string }[] = [
  { role: 'OWNER', name: 'Owner', may: 'Everything: API keys, the activity log and other owners too.' },
  { role: 'MANAGER', name: 'Manager', may: 'The daily work of all, the menu, staff and tablets.' },
  { role: 'KITCHEN', name: 'Kitchen', may: 'Orders, what is sold out, pausing orders.' },
  { role: 'SERVER', name: 'Service', may: 'Orders, tables and payments.' },
]

/** What people call a role. */
export function roleName(role: StaffRole): string {
  return staffRoles.find((each) => each.role === role)?.name ?? role
}
