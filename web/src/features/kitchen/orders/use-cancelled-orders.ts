import { useCallback } from 'react'
import type { MissedChanges } from '../../../graphql/use-missed-changes'
import type { BoardOrder } from './board-order'
import { settleWatched, untoldCancellations } from './cancelled-orders'
import { useRememberedIds } from './remembered-ids'
import type { OrderMoves } from './use-order-moves'

type CancelledOrdersOptions = {
  restaurantId: string
  orders: readonly BoardOrder[]
  isOwn: OrderMoves['isOwn']
  missed: MissedChanges['missed']
}

/**
 * The orders that were cancelled elsewhere while they stood on this screen, or while it was offline.
 * @returns them, and `note` to say that somebody here knows
 */
export function useCancelledOrders({ restaurantId, orders, isOwn, missed }: CancelledOrdersOptions) {
  const [watched, setWatched] = useRememberedIds(`menumate.kitchen.watched.${restaurantId}`, (ids) =>
    settleWatched(
      ids,
      orders,
      (orderId) => orders.some((order) => order.id === orderId && isOwn(order)),
      (orderId) => missed.get(orderId)?.to === 'CANCELLED',
    ),
  )
  const note = useCallback(
    (orderId: string) => setWatched((before) => new Set([...before].filter((id) => id !== orderId))),
    [setWatched],
  )
  return { cancelled: untoldCancellations(orders, watched), note }
}
