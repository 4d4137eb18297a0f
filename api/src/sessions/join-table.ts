import { hashSecret } from '../auth/secrets.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import type { EventLog } from '../events/event-log.ts'
import { acceptsOrders } from '../menu/catalog.ts'
import { OrderingPausedError } from '../restaurants/restaurants.errors.ts'
import { mayBeTableCode } from '../restaurants/table-code.ts'
import { createSessionToken } from './guests.ts'
import { requestToJoin } from './request-to-join.ts'
import { lockTable, type NewGuest, type Party, partyAt, seat } from './seat.ts'
import { TableCodeInvalidError, TablePinRequiredError } from './sessions.errors.ts'
import { judgePin } from './table-pin.ts'

export interface JoinTableRequest {
  readonly tableCode: string
  /** Cleaned. */
  readonly guestName: string | null
  readonly pin: string | null
}

/**
 * Sits a device down at a table, if the restaurant lets it. Where the staff decide, what it has to wait with is thrown,
 * too: it has no place yet.
 * @throws TableCodeInvalidError, OrderingPausedError, TablePinRequiredError, JoinApprovalPendingError, TableBusyError
 */
export async function joinTable(
  { db, log, clock }: { db: Db; log: EventLog; clock: Clock },
  { tableCode, guestName, pin }: JoinTableRequest,
): Promise<{ token: string; tableSessionId: string }> {
  if (!mayBeTableCode(tableCode)) throw new TableCodeInvalidError()
  const table = await db.table.findUnique({
    where: { code: tableCode },
    include: {
      restaurant: { select: { isPaused: true, timeZone: true, openingHours: true, joinPolicy: true } },
    },
  })
  if (!table) throw new TableCodeInvalidError(await isRetired(db, tableCode))
  const { restaurantId, restaurant } = table
  const now = clock.now()
  const { token, hash } = createSessionToken()
  const guest: NewGuest = { tokenHash: hash, name: guestName }

  // What is thrown inside undoes everything, and a wrong PIN has to be counted: some refusals are handed out.
  const outcome = await log.write(async (tx, append) => {
    if ((await lockTable(tx, table.id)) !== tableCode) throw new TableCodeInvalidError(true)
    const party = await partyAt(tx, table.id, now)
    if (!party && !acceptsOrders(restaurant, now)) throw new OrderingPausedError(restaurantId)
    if (restaurant.joinPolicy === 'APPROVAL') return requestToJoin(tx, append, table, guest, token, now)
    if (restaurant.joinPolicy === 'PIN' && party) {
      const refusal = await refuseWithoutPin(tx, party, pin, now)
      if (refusal) return refusal
    }
    return seat(tx, append, table, party, guest, now)
  })
  if (typeof outcome !== 'string') throw outcome
  return { token, tableSessionId: outcome }
}

/** A code that no table has: did one have it before? */
async function isRetired(db: Db, tableCode: string): Promise<boolean> {
  const codeHash = hashSecret(tableCode)
  return (await db.retiredTableCode.findUnique({ where: { codeHash } })) !== null
}

/** Null for the right one. */
async function refuseWithoutPin(
  tx: Tx,
  party: Party,
  pin: string | null,
  now: Date,
): Promise<TablePinRequiredError | null> {
  const verdict = judgePin(party, pin, now)
  if (verdict.kind === 'right') return null
  if (verdict.kind === 'unread') return new TablePinRequiredError(false, pauseAt(party.pinPausedUntil, now))
  const { pinFailures, pinPausedUntil } = verdict
  await tx.tableSession.update({ where: { id: party.id }, data: { pinFailures, pinPausedUntil } })
  return new TablePinRequiredError(true, pinPausedUntil)
}

function pauseAt(until: Date | null, now: Date): Date | null {
  return until && until > now ? until : null
}
