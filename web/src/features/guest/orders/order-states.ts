import { Bell, CheckCheck, ChefHat, CookingPot, type LucideIcon, Send, Undo2 } from 'lucide-react'
import type { OrderStatus } from '../../../gql/graphql'

type StateFace = {
  /** One word, for a badge. */
  label: string
  /** What it means for who waits. */
  meaning: string
  icon: LucideIcon
  tone: 'pending' | 'cooking' | 'ready' | 'served' | 'cancelled'
  /** How many of the four steps are reached; 0 when it left the path. */
  step: number
}

/** How each state of an order looks to a guest. */
export const orderStates = {
  PENDING: { label: 'Sent', meaning: 'On its way to the kitchen', icon: Send, tone: 'pending', step: 1 },
  COOKING: {
    label: 'Cooking',
    meaning: 'Being cooked right now',
    icon: CookingPot,
    tone: 'cooking',
    step: 2,
  },
  READY: { label: 'Ready', meaning: 'Coming to your table', icon: Bell, tone: 'ready', step: 3 },
  SERVED: { label: 'Served', meaning: 'Enjoy your meal', icon: CheckCheck, tone: 'served', step: 4 },
  CANCELLED: { label: 'Cancelled', meaning: 'Not on your bill', icon: Undo2, tone: 'cancelled', step: 0 },
} as const satisfies Record<OrderStatus, StateFace>

/** Sent, and seen: a screen in the kitchen has shown it. */
const acknowledged: StateFace = {
  label: 'The kitchen has it',
  meaning: 'They will start on it soon',
  icon: ChefHat,
  tone: 'pending',
  step: 1,
}

/** How an order looks to a guest. */
export function faceOf(order: {
  status: OrderStatus
  acknowledgedAt?: string | null | undefined
}): StateFace {
  return order.status === 'PENDING' && order.acknowledgedAt ? acknowledged : orderStates[order.status]
}

/** The path of an order, as steps of the progress. */
export const orderSteps = ['PENDING', 'COOKING', 'READY', 'SERVED'] as const satisfies readonly OrderStatus[]
