import type { ApiKeyScope } from '../../../gql/graphql'

/** What a key can be good for, in words. */
export const scopes: readonly { value: ApiKeyScope; label: string; hint: string }[] = [
  { value: 'ORDERS_READ', label: 'Read orders', hint: 'Orders and tables, live and afterwards.' },
  { value: 'ORDERS_WRITE', label: 'Move orders', hint: 'Start, finish and cancel them.' },
  { value: 'MENU_READ', label: 'Read the menu', hint: 'Dishes, options and prices.' },
  { value: 'MENU_WRITE', label: 'Change the menu', hint: 'Take dishes off the menu, and put them back.' },
]

/** "Read orders, read the menu". */
export function scopeNames(of: readonly ApiKeyScope[]): string {
  const names = scopes.filter(({ value }) => of.includes(value)).map(({ label }) => label)
  return names.map((name, index) => (index === 0 ? name : name.toLowerCase())).join(', ')
}
