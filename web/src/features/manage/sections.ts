import { History, KeyRound, type LucideIcon, QrCode, TabletSmartphone, UserRound, Users } from 'lucide-react'

/** A page of the manager's area. */
export type Section = {
  /** In addresses: /manage/<path>. */
  path: 'tables' | 'staff' | 'tablets' | 'keys' | 'activity' | 'account'
  name: string
  Icon: LucideIcon
  /** What one needs to see it; null: to be signed in. */
  permission: string | null
}

const sections: readonly Section[] = [
  { path: 'tables', name: 'Tables', Icon: QrCode, permission: 'tables:manage' },
  { path: 'staff', name: 'Staff', Icon: Users, permission: 'staff:manage' },
  { path: 'tablets', name: 'Tablets', Icon: TabletSmartphone, permission: 'devices:manage' },
  { path: 'keys', name: 'API keys', Icon: KeyRound, permission: 'keys:manage' },
  { path: 'activity', name: 'Activity', Icon: History, permission: 'audit:read' },
  { path: 'account', name: 'Account', Icon: UserRound, permission: null },
]

/** The pages for whoever may do this. What one may not do is not shown. */
export function sectionsFor(permissions: readonly string[]): readonly Section[] {
  return sections.filter(({ permission }) => permission === null || permissions.includes(permission))
}
