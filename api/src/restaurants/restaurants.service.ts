import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { InvalidInputError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'
import { type Acceptance, acceptsOrders } from '../menu/catalog.ts'

/** What an OrderingPausedChanged event carries. */
export interface OrderingPausedChange {
  readonly restaurantId: string
  readonly isPaused: boolean
}

/** As JoinPolicy in the Prisma schema. */
export type JoinPolicy = 'OPEN' | 'PIN' | 'APPROVAL'

/** How many seconds an order may wait for a screen to show it. */
const ACKNOWLEDGE_WITHIN = { min: 5, max: 600 }

export interface Restaurants {
  /** Open now by its hours, and not paused. */
  isAcceptingOrders(restaurant: Acceptance): boolean
  /**
   * Pauses ordering, or lets it go on.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError
   */
  setPaused(viewer: Viewer | null, request: OrderingPausedChange): Promise<void>
  /**
   * Sets after how many seconds an order that no screen has shown raises the alarm, 5 to 600.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError
   */
  setAcknowledgeWithin(
    viewer: Viewer | null,
    request: { restaurantId: string; seconds: number },
  ): Promise<void>
  /**
   * Sets what it takes to sit down. Those who sit already stay.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError
   */
  setJoinPolicy(
    viewer: Viewer | null,
    request: { restaurantId: string; joinPolicy: JoinPolicy },
  ): Promise<void>
}

export function createRestaurants({ db, log, clock }: { db: Db; log: EventLog; clock: Clock }): Restaurants {
  return {
    isAcceptingOrders: (restaurant) => acceptsOrders(restaurant, clock.now()),

    async setPaused(viewer, { restaurantId, isPaused }) {
      const actor = requirePermission(viewer, restaurantId, 'ordering:pause')
      await log.write(async (tx, append) => {
        const { count } = await tx.restaurant.updateMany({
          where: { id: restaurantId, isPaused: !isPaused },
          data: { isPaused },
        })
        if (count === 0) return
        const at = clock.now()
        await recordAction(tx, { restaurantId, actor, action: 'ordering.paused', details: { isPaused }, at })
        const payload: OrderingPausedChange = { restaurantId, isPaused }
        await append({
          restaurantId,
          tableSessionId: null,
          type: 'OrderingPausedChanged',
          payload,
          occurredAt: at,
        })
      })
    },

    async setAcknowledgeWithin(viewer, { restaurantId, seconds }) {
      const actor = requirePermission(viewer, restaurantId, 'restaurant:manage')
      const { min, max } = ACKNOWLEDGE_WITHIN
      if (seconds < min || seconds > max)
        throw new InvalidInputError(['seconds'], `seconds must be ${min} to ${max}, not ${seconds}.`)
      await db.$transaction(async (tx) => {
        await tx.restaurant.update({
          where: { id: restaurantId },
          data: { acknowledgeWithinSeconds: seconds },
          select: { id: true },
        })
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'restaurant.acknowledgeWithin',
          details: { seconds },
          at: clock.now(),
        })
      })
    },

    async setJoinPolicy(viewer, { restaurantId, joinPolicy }) {
      const actor = requirePermission(viewer, restaurantId, 'restaurant:manage')
      await db.$transaction(async (tx) => {
        await tx.restaurant.update({
          where: { id: restaurantId },
          data: { joinPolicy },
          select: { id: true },
        })
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'restaurant.joinPolicy',
          details: { joinPolicy },
          at: clock.now(),
        })
      })
    },
  }
}
