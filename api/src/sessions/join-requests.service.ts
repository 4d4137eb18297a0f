import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { hashSecret } from '../auth/secrets.ts'
import { requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'
import { type JoinRequestChange, type JoinRequestStatus, joinRequestChanged } from './request-to-join.ts'
import { lockTable, partyAt, seat } from './seat.ts'

/** A device that waits, or waited, for the staff to let it sit down. */
export interface JoinRequest {
  readonly id: string
  readonly restaurantId: string
  readonly tableId: string
  readonly guestName: string | null
  readonly status: JoinRequestStatus
  readonly requestedAt: Date
  readonly expiresAt: Date
}

export interface JoinRequests {
  /** @throws NotFoundError */
  existing(joinRequestId: string): Promise<JoinRequest>
  /** Those who wait, the longest first. The caller has made sure that the viewer may see them. */
  waiting(restaurantId: string): Promise<readonly JoinRequest[]>
  /**
   * The request as it is now, then as it is decided, which ends it.
   * @throws NotFoundError
   */
  watch(joinRequestToken: string): Promise<AsyncIterableIterator<JoinRequest>>
  /**
   * Lets a device sit down, or not. One that does not wait any more is left as it is.
   * @throws UnauthenticatedError, NotFoundError
   */
  decide(
    viewer: Viewer | null,
    decision: { readonly joinRequestId: string; readonly isApproved: boolean },
  ): Promise<JoinRequest>
  /** Stops waiting. @returns whether there was anything to stop */
  withdraw(joinRequestToken: string): Promise<boolean>
}

export function createJoinRequests({
  db,
  log,
  clock,
}: {
  db: Db
  log: EventLog
  clock: Clock
}): JoinRequests {
  const asOfNow = <Row extends Omit<JoinRequest, 'status'> & { status: JoinRequestStatus }>(
    row: Row,
  ): JoinRequest =>
    row.status === 'PENDING' && row.expiresAt <= clock.now() ? { ...row, status: 'EXPIRED' } : row

  async function byId(id: string): Promise<JoinRequest | null> {
    const row = await db.joinRequest.findUnique({ where: { id } })
    return row && asOfNow(row)
  }

  async function byToken(token: string): Promise<JoinRequest | null> {
    const row = await db.joinRequest.findUnique({ where: { tokenHash: hashSecret(token) } })
    return row && asOfNow(row)
  }

  async function existing(id: string): Promise<JoinRequest> {
    const request = await byId(id)
    if (!request) throw new NotFoundError('join request')
    return request
  }

  return {
    existing,

    async waiting(restaurantId) {
      return db.joinRequest.findMany({
        where: { restaurantId, status: 'PENDING', expiresAt: { gt: clock.now() } },
        orderBy: { requestedAt: 'asc' },
      })
    },

    async watch(token) {
      const request = await byToken(token)
      if (!request) throw new NotFoundError('join request')
      const { id, restaurantId } = request
      // Listens first, so that a decision made meanwhile is not missed.
      const decisions = await log.subscribe(
        { kind: 'restaurant', id: restaurantId },
        { types: ['JoinRequestDecided'] },
      )
      const expiresIn = request.expiresAt.getTime() - clock.now().getTime()
      return untilDecided(decisions, id, () => existing(id), expiresIn)
    },

    async decide(viewer, { joinRequestId, isApproved }) {
      requireViewer(viewer)
      const { tableId, restaurantId } = await existing(joinRequestId)
      const actor = requirePermission(viewer, restaurantId, 'guests:manage', 'join request')
      await log.write(async (tx, append) => {
        const now = clock.now()
        await lockTable(tx, tableId)
        const { count } = await tx.joinRequest.updateMany({
          where: { id: joinRequestId, status: 'PENDING', expiresAt: { gt: now } },
          data: { status: isApproved ? 'APPROVED' : 'DECLINED', decidedAt: now },
        })
        if (count === 0) return
        const row = await tx.joinRequest.findUniqueOrThrow({ where: { id: joinRequestId } })
        if (isApproved) {
          const party = await partyAt(tx, tableId, now)
          const guest = { tokenHash: row.tokenHash, name: row.guestName }
          await seat(tx, append, { id: tableId, restaurantId }, party, guest, now)
        }
        const { label } = await tx.table.findUniqueOrThrow({
          where: { id: tableId },
          select: { label: true },
        })
        await recordAction(tx, {
          restaurantId,
          actor,
          action: isApproved ? 'guest.approved' : 'guest.declined',
          target: label,
          at: now,
        })
        await append(joinRequestChanged('JoinRequestDecided', row, now))
      })
      return existing(joinRequestId)
    },

    async withdraw(token) {
      const request = await byToken(token)
      if (request?.status !== 'PENDING') return false
      return log.write(async (tx, append) => {
        const now = clock.now()
        const withdrawn = { ...request, status: 'WITHDRAWN' } as const
        const { count } = await tx.joinRequest.updateMany({
          where: { id: request.id, status: 'PENDING' },
          data: { status: withdrawn.status, decidedAt: now },
        })
        if (count > 0) await append(joinRequestChanged('JoinRequestDecided', withdrawn, now))
        return count > 0
      })
    },
  }
}

/** By hand, as Subscription is: `return()` reaches the feed while it waits. */
function untilDecided(
  decisions: Awaited<ReturnType<EventLog['subscribe']>>,
  id: string,
  read: () => Promise<JoinRequest>,
  expiresInMs: number,
): AsyncIterableIterator<JoinRequest> {
  // Nobody writes down that nobody decided.
  let expiry: NodeJS.Timeout | undefined
  const expired = new Promise<'expired'>((resolve) => {
    expiry = setTimeout(() => resolve('expired'), Math.max(0, expiresInMs)).unref()
  })
  const end = async () => {
    clearTimeout(expiry)
    await decisions.return?.()
    return { done: true, value: undefined } as const
  }
  let last: JoinRequestStatus | undefined
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (last !== undefined && last !== 'PENDING') return end()
      let isExpired = false
      while (last !== undefined) {
        const decision = await Promise.race([decisions.next(), expired])
        isExpired = decision === 'expired'
        if (decision === 'expired') break
        if (decision.done) return end()
        if ((decision.value.event.payload as JoinRequestChange).joinRequestId === id) break
      }
      try {
        const request = await read()
        // The timer may be early by a moment.
        const value =
          isExpired && request.status === 'PENDING' ? { ...request, status: 'EXPIRED' as const } : request
        last = value.status
        return { done: false, value }
      } catch (error) {
        await end()
        throw error
      }
    },
    return: end,
    async throw(error) {
      await end()
      throw error
    },
  }
}
