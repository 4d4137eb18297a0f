import type { Permission } from '../auth/permissions.ts'

/** As OrderStatus in the Prisma schema. */
export type OrderStatus = 'PENDING' | 'COOKING' | 'READY' | 'SERVED' | 'CANCELLED'

/** Where an order may go from each state: forward by one, back by one as an undo, or out. */
const NEXT = {
  PENDING: ['COOKING', 'CANCELLED'],
  COOKING: ['READY', 'PENDING', 'CANCELLED'],
  READY: ['SERVED', 'COOKING', 'CANCELLED'],
  SERVED: ['READY'],
  CANCELLED: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>

/** The moves that ask for another permission than the rest. */
const RESERVED: readonly { from: OrderStatus; to: OrderStatus; needs: Permission }[] = [
  { from: 'READY', to: 'CANCELLED', needs: 'orders:cancel-ready' },
]

const STATUSES = Object.keys(NEXT) as OrderStatus[]

/** States that nothing more is cooked in. */
export const DONE: readonly OrderStatus[] = ['SERVED', 'CANCELLED']

/** The moves from a state with these permissions in the order's restaurant. */
export function allowedTransitions(
  from: OrderStatus,
  permissions: ReadonlySet<Permission>,
): readonly OrderStatus[] {
  if (!permissions.has('orders:write')) return []
  return NEXT[from].filter((to) => {
    const reserved = RESERVED.find((rule) => rule.from === from && rule.to === to)
    return !reserved || permissions.has(reserved.needs)
  })
}

/** The states from which an order may be brought to a state. */
export function statesBefore(to: OrderStatus, permissions: ReadonlySet<Permission>): readonly OrderStatus[] {
  return STATUSES.filter((from) => allowedTransitions(from, permissions).includes(to))
}
