import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { requireAccount, requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import type { EventLog } from '../events/event-log.ts'
import { checkIdempotencyKey, IdempotencyKeyReusedError } from '../idempotency.ts'
import { endSession, lockSession, sessionChanged } from './session-changes.ts'
import { billOf, type TableSessionSnapshot } from './session-snapshot.ts'
import { SessionClosedError } from './sessions.errors.ts'
import type { Sessions } from './sessions.service.ts'

/** As PaymentMethod in the Prisma schema. */
export type PaymentMethod = 'CASH' | 'CARD' | 'OTHER'

export interface RecordPaymentRequest {
  readonly tableSessionId: string
  /** In the currency's minor unit: 1 up to what is due. */
  readonly amountMinor: number
  readonly method: PaymentMethod
  readonly idempotencyKey: string
}

export interface Payments {
  /**
   * Records money that staff took at a table. A bill that is thereby paid in full closes the session.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError, SessionClosedError,
   *   IdempotencyKeyReusedError
   */
  record(viewer: Viewer | null, request: RecordPaymentRequest): Promise<TableSessionSnapshot>
}

export function createPayments(services: { log: EventLog; clock: Clock; sessions: Sessions }): Payments {
  const { log, clock, sessions } = services
  return {
    async record(viewer, { tableSessionId, amountMinor, method, ...request }) {
      requireViewer(viewer)
      const idempotencyKey = checkIdempotencyKey(request.idempotencyKey)
      if (amountMinor < 1) throw new InvalidInputError(['amountMinor'], 'amountMinor must be at least 1.')
      const before = await sessions.byId(tableSessionId)
      if (!before) throw new NotFoundError('table session')
      const actor = requireAccount(
        requirePermission(viewer, before.restaurantId, 'payments:write', 'table session'),
      )

      await log.write(async (tx, append) => {
        const session = await lockSession(tx, tableSessionId)
        const earlier = await tx.payment.findUnique({
          where: { tableSessionId_idempotencyKey: { tableSessionId, idempotencyKey } },
        })
        if (earlier) {
          if (earlier.amountMinor !== amountMinor || earlier.method !== method)
            throw new IdempotencyKeyReusedError()
          return
        }
        if (session.status === 'CLOSED') throw new SessionClosedError()
        // Locked, so no order or payment can be added to what is read here.
        const current = await sessions.byId(tableSessionId, tx)
        const due = current ? billOf(current).dueMinor : 0
        if (amountMinor > due) {
          throw new InvalidInputError(['amountMinor'], `amountMinor must be at most what is due: ${due}.`)
        }
        const at = clock.now()
        await tx.payment.create({
          data: {
            restaurantId: session.restaurantId,
            tableSessionId,
            amountMinor,
            method,
            idempotencyKey,
            recordedById: actor.userId,
            recordedAt: at,
          },
        })
        await recordAction(tx, {
          restaurantId: session.restaurantId,
          actor,
          action: 'payment.recorded',
          target: before.tableLabel,
          details: { amountMinor, currency: before.currency, method },
          at,
        })
        if (amountMinor === due) await endSession(tx, append, session, at)
        else await append(sessionChanged(session, session.status, session.status, at))
      })
      return sessions.existing(tableSessionId)
    },
  }
}
