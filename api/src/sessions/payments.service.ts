import { requireViewer, roleIn, type Viewer } from '../auth/viewer.ts'
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
   * @throws UnauthenticatedError, NotFoundError, InvalidInputError, SessionClosedError, IdempotencyKeyReusedError
   */
  record(viewer: Viewer | null, request: RecordPaymentRequest): Promise<TableSessionSnapshot>
}

export function createPayments(services: { log: EventLog; clock: Clock; sessions: Sessions }): Payments {
  const { log, clock, sessions } = services
  return {
    async record(viewer, { tableSessionId, amountMinor, method, ...request }) {
      const staff = requireViewer(viewer)
      const idempotencyKey = checkIdempotencyKey(request.idempotencyKey)
      if (amountMinor < 1) throw new InvalidInputError(['amountMinor'], 'amountMinor must be at least 1.')
      const before = await sessions.byId(tableSessionId)
      if (!before || !roleIn(staff, before.restaurantId)) throw new NotFoundError('table session')

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
            recordedById: staff.userId,
            recordedAt: at,
          },
        })
        if (amountMinor === due) await endSession(tx, append, session, at)
        else await append(sessionChanged(session, session.status, session.status, at))
      })
      return sessions.existing(tableSessionId)
    },
  }
}
