import type { Tx } from '../db/database.ts'
import type { EventDraft } from '../events/event.ts'
import type { TableSessionStatus } from './session-snapshot.ts'

/** A session's row, as the changes of a session need it. */
export interface SessionRow {
  readonly id: string
  readonly restaurantId: string
  readonly status: TableSessionStatus
}

/** What a TableSessionChanged event carries. */
export interface TableSessionChange {
  readonly tableSessionId: string
  /** Null when the session has just been opened. */
  readonly previousStatus: TableSessionStatus | null
  readonly status: TableSessionStatus
  /** Why staff ended it, in their words. */
  readonly reason: string | null
}

/** What a GuestJoined event carries: another device joined the party. The first one opens the session. */
export interface GuestJoined {
  readonly tableSessionId: string
  readonly guestId: string
}

/** What a GuestRemoved event carries. */
export interface GuestRemoved extends GuestJoined {
  /** Whoever of the staff removed it; null: it left. */
  readonly by: string | null
}

/** A session's row, held against orders, payments and other changes until the transaction ends. */
export async function lockSession(tx: Tx, tableSessionId: string): Promise<SessionRow> {
  await tx.$queryRaw`SELECT FROM table_session WHERE id = ${tableSessionId}::uuid FOR NO KEY UPDATE`
  return tx.tableSession.findUniqueOrThrow({
    where: { id: tableSessionId },
    select: { id: true, restaurantId: true, status: true },
  })
}

/** Ends a session that the transaction has locked. */
export async function endSession(
  tx: Tx,
  append: (draft: EventDraft) => Promise<void>,
  session: SessionRow,
  at: Date,
  reason: string | null = null,
): Promise<void> {
  await tx.tableSession.update({ where: { id: session.id }, data: { status: 'CLOSED', closedAt: at } })
  await append(sessionChanged(session, session.status, 'CLOSED', at, reason))
}

/** The event of a session that came to a status, or that took a payment and kept it. */
export function sessionChanged(
  session: Pick<SessionRow, 'id' | 'restaurantId'>,
  previousStatus: TableSessionStatus | null,
  status: TableSessionStatus,
  occurredAt: Date,
  reason: string | null = null,
): EventDraft {
  const payload: TableSessionChange = { tableSessionId: session.id, previousStatus, status, reason }
  return {
    restaurantId: session.restaurantId,
    tableSessionId: session.id,
    type: 'TableSessionChanged',
    payload,
    occurredAt,
  }
}

/** The event of a device that joined a party: for the staff. */
export function guestJoined(restaurantId: string, payload: GuestJoined, occurredAt: Date): EventDraft {
  return { restaurantId, tableSessionId: null, type: 'GuestJoined', payload, occurredAt }
}

/** The event of a device that is at the table no more. The others there see it too: the PIN may be another one now. */
export function guestRemoved(restaurantId: string, payload: GuestRemoved, occurredAt: Date): EventDraft {
  return {
    restaurantId,
    tableSessionId: payload.tableSessionId,
    type: 'GuestRemoved',
    payload,
    occurredAt,
  }
}
