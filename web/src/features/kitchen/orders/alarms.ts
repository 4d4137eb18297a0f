import type { Noticed } from '../../../graphql/order-alarm'

/** Whether a screen that shows the order acknowledges it thereby. After an alarm only people do. */
export function isToAcknowledge(order: Noticed): boolean {
  return order.status === 'PENDING' && !order.acknowledgedAt && !order.escalatedAt
}

/**
 * Whether a board's cards count as shown at all: a screen that cannot ring is none that anybody may rely on, and what
 * lies under a panel or a question nobody can read.
 */
export function showsOrders(screen: { canRing: boolean; panel: unknown; cancelling: unknown }): boolean {
  return screen.canRing && screen.panel === null && screen.cancelling === null
}
