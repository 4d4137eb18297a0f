import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'

/** What a MenuItemAvailabilityChanged event carries. */
export interface MenuItemAvailabilityChange {
  readonly menuItemId: string
  readonly isAvailable: boolean
}

export interface Menus {
  /**
   * Takes an item off the menu, or puts it back.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError
   */
  setItemAvailability(viewer: Viewer | null, request: MenuItemAvailabilityChange): Promise<void>
}

export function createMenus({ db, log, clock }: { db: Db; log: EventLog; clock: Clock }): Menus {
  return {
    async setItemAvailability(viewer, { menuItemId, isAvailable }) {
      requireViewer(viewer)
      const item = await db.menuItem.findUnique({ where: { id: menuItemId } })
      if (!item) throw new NotFoundError('menu item')
      const { restaurantId } = item
      const actor = requirePermission(viewer, restaurantId, 'menu:availability', 'menu item')
      await log.write(async (tx, append) => {
        const { count } = await tx.menuItem.updateMany({
          where: { id: menuItemId, isAvailable: !isAvailable },
          data: { isAvailable },
        })
        if (count === 0) return
        const at = clock.now()
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'menu.availability',
          target: item.name,
          details: { isAvailable },
          at,
        })
        const payload: MenuItemAvailabilityChange = { menuItemId, isAvailable }
        await append({
          restaurantId,
          tableSessionId: null,
          type: 'MenuItemAvailabilityChanged',
          payload,
          occurredAt: at,
        })
      })
    },
  }
}
