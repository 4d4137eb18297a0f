import { requireStaff, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { EventLog } from '../events/event-log.ts'
import { type Acceptance, acceptsOrders } from '../menu/catalog.ts'

/** What an OrderingPausedChanged event carries. */
export interface OrderingPausedChange {
  readonly restaurantId: string
  readonly isPaused: boolean
}

export interface Restaurants {
  /** Open now by its hours, and not paused. */
  isAcceptingOrders(restaurant: Acceptance): boolean
  /**
   * Pauses ordering, or lets it go on.
   * @throws UnauthenticatedError, NotFoundError
   */
  setPaused(viewer: Viewer | null, request: OrderingPausedChange): Promise<void>
}

export function createRestaurants({ log, clock }: { log: EventLog; clock: Clock }): Restaurants {
  return {
    isAcceptingOrders: (restaurant) => acceptsOrders(restaurant, clock.now()),

    async setPaused(viewer, { restaurantId, isPaused }) {
      requireStaff(viewer, restaurantId)
      await log.write(async (tx, append) => {
        const { count } = await tx.restaurant.updateMany({
          where: { id: restaurantId, isPaused: !isPaused },
          data: { isPaused },
        })
        if (count === 0) return
        const payload: OrderingPausedChange = { restaurantId, isPaused }
        await append({
          restaurantId,
          tableSessionId: null,
          type: 'OrderingPausedChanged',
          payload,
          occurredAt: clock.now(),
        })
      })
    },
  }
}
