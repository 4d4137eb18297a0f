import type { OrderStatus } from '../../../gql/graphql'
import type { ColumnStatus } from '../board/board-columns'

/** The words of the board for each state. */
export const statusNames = {
  PENDING: 'Pending',
  COOKING: 'Cooking',
  READY: 'Ready',
  SERVED: 'Served',
  CANCELLED: 'Cancelled',
} as const satisfies Record<OrderStatus, string>

/** What the big button of a card in this column does. */
export const forward = {
  PENDING: { to: 'COOKING', label: 'Start cooking' },
  COOKING: { to: 'READY', label: 'Ready' },
  READY: { to: 'SERVED', label: 'Served' },
} as const satisfies Record<ColumnStatus, { to: OrderStatus; label: string }>

/** One step back, the inverse of `forward`. Whether the viewer may take it, `allowedTransitions` says. */
const backward: Partial<Record<OrderStatus, OrderStatus>> = {
  COOKING: 'PENDING',
  READY: 'COOKING',
  SERVED: 'READY',
}

type WithMoves = { status: OrderStatus; allowedTransitions: readonly OrderStatus[] }

/** The state one step back, or null when this viewer may not go back from here. */
export function stepBack(order: WithMoves): OrderStatus | null {
  const to = backward[order.status]
  return to && order.allowedTransitions.includes(to) ? to : null
}

/** Whether the move from `from` to `to` is one that the undo bar can take back. */
export function canUndo(from: OrderStatus, to: OrderStatus): boolean {
  return backward[to] === from
}

/**
 * Two quick taps of a wet hand: the first moves a card away, the second lands on the card that slid into its place. So
 * for this long after a move no other card can be moved.
 */
export const DOUBLE_TAP_MS = 450

/** How long the undo bar stays. */
export const UNDO_FOR_MS = 8000
