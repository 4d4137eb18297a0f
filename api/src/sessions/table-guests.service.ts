import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'
import type { Guests } from './guests.ts'
import type { LiveGuests } from './live-guests.ts'
import { endSession, guestRemoved, lockSession } from './session-changes.ts'
import { createPin } from './table-pin.ts'

/** A device at a table, as staff see it. */
export interface TableGuest {
  readonly id: string
  readonly name: string | null
  readonly joinedAt: Date
  /** When its page was last known to be open, or it ordered. */
  readonly lastSeenAt: Date
  readonly orderCount: number
}

export interface TableGuests {
  /** Who is at a table, the first first. The caller has made sure that the viewer may see it. */
  of(tableSessionId: string): Promise<readonly TableGuest[]>
  /**
   * Takes a device's place away: its token is good for nothing, its subscriptions end. What it ordered stays.
   * @returns the id of the session it was in
   * @throws UnauthenticatedError, NotFoundError
   */
  remove(viewer: Viewer | null, guestId: string): Promise<string>
  /** Gives a place up. Again, or without one, it does nothing. */
  leave(sessionToken: string): Promise<void>
}

export function createTableGuests(services: {
  db: Db
  log: EventLog
  clock: Clock
  guests: Guests
  liveGuests: LiveGuests
  rightsChanged: () => void
}): TableGuests {
  const { db, log, clock, guests, liveGuests, rightsChanged } = services

  /** @param by who of the staff does it; null: the guest */
  async function takeAway(guestId: string, tableSessionId: string, by: Viewer | null): Promise<void> {
    await log.write(async (tx, append) => {
      const session = await lockSession(tx, tableSessionId)
      const guest = await tx.guest.findFirst({ where: { id: guestId, leftAt: null } })
      if (!guest) return
      const now = clock.now()
      await tx.guest.update({
        where: { id: guestId },
        data: { leftAt: now },
      })
      // Whoever was removed knows the old one.
      if (by) {
        const { table } = await tx.tableSession.update({
          where: { id: tableSessionId },
          data: { pin: createPin() },
          select: { table: { select: { label: true } } },
        })
        await recordAction(tx, {
          restaurantId: session.restaurantId,
          actor: by,
          action: 'guest.removed',
          target: table.label,
          at: now,
        })
      }
      await append(guestRemoved(session.restaurantId, { tableSessionId, guestId, by: by?.name ?? null }, now))
      if (session.status !== 'CLOSED' && (await isDeserted(tx, tableSessionId)))
        await endSession(tx, append, session, now)
    })
  }

  return {
    async of(tableSessionId) {
      const rows = await db.guest.findMany({
        where: { tableSessionId, leftAt: null },
        orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
        include: {
          _count: { select: { orders: true } },
          orders: { orderBy: { placedAt: 'desc' }, take: 1, select: { placedAt: true } },
        },
      })
      return rows.map(({ id, name, joinedAt, lastSeenAt, _count, orders: [newest] }) => ({
        id,
        name,
        joinedAt,
        lastSeenAt: newest && newest.placedAt > lastSeenAt ? newest.placedAt : lastSeenAt,
        orderCount: _count.orders,
      }))
    },

    async remove(viewer, guestId) {
      requireViewer(viewer)
      const guest = await db.guest.findUnique({
        where: { id: guestId, leftAt: null },
        select: { tableSessionId: true, tableSession: { select: { restaurantId: true } } },
      })
      if (!guest) throw new NotFoundError('guest')
      const actor = requirePermission(viewer, guest.tableSession.restaurantId, 'guests:manage', 'guest')
      await takeAway(guestId, guest.tableSessionId, actor)
      rightsChanged()
      return guest.tableSessionId
    },

    async leave(sessionToken) {
      const guest = await guests.byToken(sessionToken)
      if (!guest) return
      await takeAway(guest.id, guest.tableSessionId, null)
      await liveGuests.check()
    },
  }
}

/** Nobody is left and nothing was ordered: the table is free. */
async function isDeserted(tx: Tx, tableSessionId: string): Promise<boolean> {
  const [present, ordered] = [
    await tx.guest.count({ where: { tableSessionId, leftAt: null } }),
    await tx.order.count({ where: { tableSessionId, status: { not: 'CANCELLED' } } }),
  ]
  return present === 0 && ordered === 0
}
