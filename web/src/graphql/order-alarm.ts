import type { OrderStatus } from '../gql/graphql'

/** What of an order tells whether anybody has it. */
export type Noticed = {
  status: OrderStatus
  acknowledgedAt?: string | null | undefined
  escalatedAt?: string | null | undefined
}

/**
 * Whether an order raises the alarm: nobody had it in time, and still nobody has. Read off the order rather than from
 * events, so it holds after an outage and after a reload too.
 */
export function isAlarming(order: Noticed): boolean {
  return order.status === 'PENDING' && !order.acknowledgedAt && Boolean(order.escalatedAt)
}
