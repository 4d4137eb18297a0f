import { useCallback } from 'react'
import type { BoardOrder } from './board-order'
import { settleWatched, untoldCancellations } from './cancelled-orders'
import { useRememberedIds } from './remembered-ids'
import type { OrderMoves } from './use-order-moves'

type CancelledOrdersOptions = {
  restaurantId: string
  orders: readonly BoardOrder[]
  isOwn: OrderMoves['isOwn']
}

/**
 * The orders that were cancelled elsewhere while they stood on this screen.
 * @returns them, and `note` to say that somebody here knows
 */
export function useCancelledOrders({ restaurantId, orders, isOwn }: CancelledOrdersOptions) {
  const [watched, setWatched] = useRememberedIds(`menumate.kitchen.watched.${restaurantId}`, (ids) =>
    settleWatched(ids, orders, (orderId) => isOwn(orderId, 'CANCELLED')),
  )
  const note = useCallback(
    (orderId: string) => setWatched((before) => new Set([...before].filter((id) => id !== orderId))),
    [setWatched],
  )
  return { cancelled: untoldCancellations(orders, watched), note }
}
