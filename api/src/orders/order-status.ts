import { MANAGERS, type StaffRole } from '../auth/viewer.ts'

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

/** The moves that only these roles may make. */
const RESERVED: readonly { from: OrderStatus; to: OrderStatus; roles: readonly StaffRole[] }[] = [
  { from: 'READY', to: 'CANCELLED', roles: MANAGERS },
]

const STATUSES = Object.keys(NEXT) as OrderStatus[]

/** States that nothing more is cooked in. */
export const DONE: readonly OrderStatus[] = ['SERVED', 'CANCELLED']

/** The moves from a state for a role; an outsider or guest (undefined) has none. */
export function allowedTransitions(from: OrderStatus, role: StaffRole | undefined): readonly OrderStatus[] {
  if (!role) return []
  return NEXT[from].filter((to) => {
    const reserved = RESERVED.find((rule) => rule.from === from && rule.to === to)
    return !reserved || reserved.roles.includes(role)
  })
}

/** The states from which a role may bring an order to a state. */
export function statesBefore(to: OrderStatus, role: StaffRole): readonly OrderStatus[] {
  return STATUSES.filter((from) => allowedTransitions(from, role).includes(to))
}
