import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'
import { cleanText, MAX_NAME_LENGTH } from '../text.ts'
import type { Guest, Guests } from './guests.ts'
import { joinTable } from './join-table.ts'
import { endSession, lockSession, sessionChanged } from './session-changes.ts'
import { closingPositions } from './session-end.ts'
import { idleSince, receiptsSince } from './session-rules.ts'
import { SESSION_JSON, type TableSessionSnapshot } from './session-snapshot.ts'
import { SessionClosedError } from './sessions.errors.ts'

const MAX_REASON_LENGTH = 500

/** A guest who may still read, for a subscription. */
export interface Reader {
  readonly guest: Guest
  /** Where in its feed the session closed; null while it is open. */
  readonly closedAtPosition: number | null
}

export interface Sessions {
  /**
   * Joins the open session of a table, or opens one.
   * @throws InvalidInputError, and what joinTable() does
   */
  start(request: {
    tableCode: string
    guestName?: string | null | undefined
    pin?: string | null | undefined
  }): Promise<{ sessionToken: string; guestName: string | null; tableSession: TableSessionSnapshot }>
  /** The guest and session of a token that may still read: while the session is open, and its receipt for a while. */
  read(sessionToken: string): Promise<{ guest: Guest; tableSession: TableSessionSnapshot } | null>
  /** The guest of a token that may still read. @throws NotFoundError */
  requireReader(sessionToken: string): Promise<Reader>
  /** Null for one that is not there. @param tx to read inside a transaction */
  byId(tableSessionId: string, tx?: Tx): Promise<TableSessionSnapshot | null>
  /** @throws NotFoundError */
  existing(tableSessionId: string): Promise<TableSessionSnapshot>
  /** Calls the staff with the bill. @throws SessionClosedError */
  requestBill(sessionToken: string): Promise<TableSessionSnapshot>
  /**
   * Ends a session whatever is due, for a party that left.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, SessionClosedError, InvalidInputError
   */
  close(
    viewer: Viewer | null,
    request: { tableSessionId: string; reason?: string | null | undefined },
  ): Promise<TableSessionSnapshot>
  /** Ends every session in which nothing has happened for hours. @returns how many */
  closeIdle(): Promise<number>
}

export function createSessions(services: { db: Db; log: EventLog; clock: Clock; guests: Guests }): Sessions {
  const { db, log, clock, guests } = services

  async function byId(tableSessionId: string, tx: Tx = db): Promise<TableSessionSnapshot | null> {
    const [row] = await tx.$queryRaw<{ session: TableSessionSnapshot }[]>`
      SELECT ${SESSION_JSON} AS session FROM table_session s WHERE s.id = ${tableSessionId}::uuid`
    return row?.session ?? null
  }

  async function existing(tableSessionId: string): Promise<TableSessionSnapshot> {
    const session = await byId(tableSessionId)
    if (!session) throw new NotFoundError('table session')
    return session
  }

  async function readingGuest(sessionToken: string): Promise<{ guest: Guest; closedAt: Date | null } | null> {
    const guest = await guests.byToken(sessionToken)
    const present =
      guest &&
      (await db.guest.findUnique({
        where: { id: guest.id, leftAt: null },
        select: { tableSession: { select: { closedAt: true, lastActivityAt: true } } },
      }))
    if (!present) return null
    const { closedAt, lastActivityAt } = present.tableSession
    if (closedAt === null && lastActivityAt <= idleSince(clock.now())) {
      await closeIfIdle(guest.tableSessionId)
      return readingGuest(sessionToken)
    }
    return closedAt === null || closedAt >= receiptsSince(clock.now()) ? { guest, closedAt } : null
  }

  const idle = () => ({ status: { not: 'CLOSED' as const }, lastActivityAt: { lte: idleSince(clock.now()) } })

  /** @returns how many sessions it closed: 1 or 0 */
  async function closeIfIdle(id: string): Promise<number> {
    return log.write(async (tx, append) => {
      await lockSession(tx, id)
      const session = await tx.tableSession.findFirst({ where: { id, ...idle() } })
      if (!session) return 0
      await endSession(tx, append, session, clock.now())
      return 1
    })
  }

  async function requireReader(sessionToken: string): Promise<Reader> {
    const reading = await readingGuest(sessionToken)
    if (!reading) throw new NotFoundError('table session')
    const { guest, closedAt } = reading
    if (closedAt === null) return { guest, closedAtPosition: null }
    const positions = await closingPositions(db, [guest.tableSessionId])
    return { guest, closedAtPosition: positions.get(guest.tableSessionId) ?? 0 }
  }

  return {
    byId,
    existing,

    async start({ tableCode, guestName, pin = null }) {
      const name = cleanText(guestName, { path: ['guestName'], maxLength: MAX_NAME_LENGTH })
      const { token, tableSessionId } = await joinTable(services, { tableCode, guestName: name, pin })
      // Known from now on: whoever guesses tokens from the same address uses up its look-ups.
      await guests.byToken(token)
      return { sessionToken: token, guestName: name, tableSession: await existing(tableSessionId) }
    },

    requireReader,

    async read(sessionToken) {
      const guest = (await readingGuest(sessionToken))?.guest
      const tableSession = guest && (await byId(guest.tableSessionId))
      return tableSession ? { guest, tableSession } : null
    },

    async requestBill(sessionToken) {
      const guest = await guests.byToken(sessionToken)
      if (!guest) throw new SessionClosedError()
      await log.write(async (tx, append) => {
        const now = clock.now()
        if (!(await touch(tx, guest, now))) throw new SessionClosedError()
        const session = await lockSession(tx, guest.tableSessionId)
        if (session.status === 'BILL_REQUESTED') return
        await tx.tableSession.update({ where: { id: session.id }, data: { status: 'BILL_REQUESTED' } })
        await append(sessionChanged(session, session.status, 'BILL_REQUESTED', now))
      })
      return existing(guest.tableSessionId)
    },

    async close(viewer, { tableSessionId, reason }) {
      requireViewer(viewer)
      const given = cleanText(reason, { path: ['reason'], maxLength: MAX_REASON_LENGTH })
      const before = await byId(tableSessionId)
      if (!before) throw new NotFoundError('table session')
      const { restaurantId, tableLabel } = before
      const actor = requirePermission(viewer, restaurantId, 'sessions:close', 'table session')
      await log.write(async (tx, append) => {
        const session = await lockSession(tx, tableSessionId)
        if (session.status === 'CLOSED') throw new SessionClosedError()
        const at = clock.now()
        await recordAction(tx, { restaurantId, actor, action: 'session.closed', target: tableLabel, at })
        await endSession(tx, append, session, at, given)
      })
      return existing(tableSessionId)
    },

    async closeIdle() {
      const candidates = await db.tableSession.findMany({ where: idle(), select: { id: true } })
      let closed = 0
      for (const { id } of candidates) closed += await closeIfIdle(id)
      return closed
    },
  }
}

/**
 * Marks a guest's session as in use, and holds it open until the transaction ends.
 * @returns whether there is anything to use: false once it is closed or idle, or the guest is not there any more
 */
async function touch(tx: Tx, guest: Guest, now: Date): Promise<boolean> {
  const { count } = await tx.tableSession.updateMany({
    where: {
      id: guest.tableSessionId,
      status: { not: 'CLOSED' },
      lastActivityAt: { gt: idleSince(now) },
      guests: { some: { id: guest.id, leftAt: null } },
    },
    data: { lastActivityAt: now },
  })
  return count === 1
}
