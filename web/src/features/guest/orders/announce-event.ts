import type { TableSessionStatus } from '../../../gql/graphql'
import { showToast } from '../../../ui/toast'
import type { TableEvent } from '../session/use-table-session'
import { orderStates } from './order-states'

/** Says quietly what changed at the table, and lets the phone buzz: twice when food is ready, once otherwise. */
export function announceEvent(event: TableEvent): void {
  if (event.__typename === 'OrderStatusChangedEvent') announceStatus(event)
  else if (event.__typename === 'OrderAcknowledgedEvent') announceAcknowledged(event.order.number)
  else if (event.__typename === 'TableSessionChangedEvent') announceSession(event.sessionStatus)
}

type StatusEvent = Extract<TableEvent, { __typename: 'OrderStatusChangedEvent' }>

function announceStatus({ order, status }: StatusEvent) {
  const state = orderStates[status]
  const reason = order.statusHistory.at(-1)?.reason
  showToast({
    id: `order-${order.number}`,
    title: `Order ${order.number}: ${state.label.toLowerCase()}`,
    description: status === 'CANCELLED' && reason ? reason : state.meaning,
    tone: state.tone,
    timeout: status === 'CANCELLED' ? 15_000 : 5000,
  })
  vibrate(status === 'READY' ? [120, 80, 120] : [80])
}

/** In the place of «Order 12 is in», and without a buzz: it is what everybody expects. */
function announceAcknowledged(number: number) {
  showToast({
    id: `order-${number}`,
    title: `Order ${number}: the kitchen has it`,
    description: 'They will start on it soon',
    tone: 'pending',
  })
}

function announceSession(status: TableSessionStatus) {
  if (status === 'BILL_REQUESTED')
    showToast({ title: 'The bill is on its way', description: 'The staff have been told.', tone: 'brand' })
  if (status === 'CLOSED')
    showToast({ title: 'All settled', description: 'Thank you, and see you soon.', tone: 'ready' })
}

/** Tells that somebody else at the table ordered. */
export function announceOrder(order: { number: number; customerName?: string | null | undefined }): void {
  showToast({
    title: `${order.customerName ?? 'Somebody at your table'} ordered`,
    description: `Order ${order.number}`,
  })
  vibrate([40])
}

function vibrate(pattern: number[]) {
  // iPhones have no vibration for web pages.
  if ('vibrate' in navigator) navigator.vibrate(pattern)
}

/**
 * Tells of this device's own order.
 * @param isChanged the guest has changed the cart since it was sent
 */
export function announceAccepted({ number }: { number: number }, isChanged: boolean): void {
  showToast({
    id: `order-${number}`,
    title: `Order ${number} is in`,
    description: isChanged
      ? 'It is as you sent it first: what you changed since has not been sent.'
      : 'You can follow it here.',
    tone: 'ready',
  })
}
