import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createRingLoop } from '../sound/ring-loop'
import type { BoardOrder } from './board-order'
import { useRememberedIds } from './remembered-ids'
import { settleSeen, unseenOrders } from './unseen-orders'

type NewOrdersOptions = { restaurantId: string; orders: readonly BoardOrder[]; ring: () => void }

/**
 * The orders nobody has touched on this screen, and the bell that rings for them until somebody does.
 * @returns them, the oldest first, and `touch` to say that some were seen
 */
export function useNewOrders({ restaurantId, orders, ring }: NewOrdersOptions) {
  const [seen, setSeen] = useRememberedIds(`menumate.kitchen.seen.${restaurantId}`, (ids) =>
    settleSeen(ids, orders),
  )
  const unseen = useMemo(() => unseenOrders(orders, seen), [orders, seen])

  const ringNow = useRef(ring)
  useEffect(() => {
    ringNow.current = ring
  })
  const [loop] = useState(() => createRingLoop(() => ringNow.current()))
  useEffect(() => loop.update(unseen.map((order) => order.id)), [loop, unseen])
  useEffect(() => loop.stop, [loop])

  const touch = useCallback(
    (orderIds: readonly string[]) => setSeen((before) => new Set([...before, ...orderIds])),
    [setSeen],
  )
  return { unseen, touch }
}
