import type { OrderStatus } from '../../../gql/graphql'

type Noticed = {
  status: OrderStatus
  acknowledgedAt?: string | null | undefined
  escalatedAt?: string | null | undefined
}

/** Whether a screen that shows the order acknowledges it thereby. After an alarm only people do. */
export function isToAcknowledge(order: Noticed): boolean {
  return order.status === 'PENDING' && !order.acknowledgedAt && !order.escalatedAt
}

/**
 * Whether an order raises the alarm: nobody had it in time, and still nobody has. Read off the board rather than from
 * events, so it holds after an outage and after a reload too.
 */
export function isAlarming(order: Noticed): boolean {
  return order.status === 'PENDING' && !order.acknowledgedAt && Boolean(order.escalatedAt)
}
