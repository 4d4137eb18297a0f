import type { Tx } from '../db/database.ts'
import type { EventDraft } from '../events/event.ts'
import type { NewGuest } from './seat.ts'
import { joinRequestExpiry } from './session-rules.ts'
import { JoinApprovalPendingError, TableBusyError } from './sessions.errors.ts'

/** So many may wait for one table: whoever has its code cannot fill the staff's screens with it. */
const MAX_WAITING = 5

/** As JoinRequestStatus in the Prisma schema, and what time makes of it. */
export type JoinRequestStatus = 'PENDING' | 'APPROVED' | 'DECLINED' | 'WITHDRAWN' | 'EXPIRED'

/** What JoinRequested and JoinRequestDecided events carry. */
export interface JoinRequestChange {
  readonly joinRequestId: string
  readonly status: JoinRequestStatus
}

/** The event of a request that was made, or that came to a status. */
export function joinRequestChanged(
  type: 'JoinRequested' | 'JoinRequestDecided',
  request: { readonly id: string; readonly restaurantId: string; readonly status: JoinRequestStatus },
  occurredAt: Date,
): EventDraft {
  const payload: JoinRequestChange = { joinRequestId: request.id, status: request.status }
  return { restaurantId: request.restaurantId, tableSessionId: null, type, payload, occurredAt }
}

/**
 * Asks the staff whether a device may sit down at a table that the transaction holds.
 * @param token what the device knows itself by; its session token, once it is approved
 * @returns what to tell it
 */
export async function requestToJoin(
  tx: Tx,
  append: (draft: EventDraft) => Promise<void>,
  table: { readonly id: string; readonly restaurantId: string },
  { tokenHash, name }: NewGuest,
  token: string,
  now: Date,
): Promise<JoinApprovalPendingError | TableBusyError> {
  const waiting = await tx.joinRequest.count({
    where: { tableId: table.id, status: 'PENDING', expiresAt: { gt: now } },
  })
  if (waiting >= MAX_WAITING) return new TableBusyError()
  const request = await tx.joinRequest.create({
    data: {
      restaurantId: table.restaurantId,
      tableId: table.id,
      tokenHash,
      guestName: name,
      requestedAt: now,
      expiresAt: joinRequestExpiry(now),
    },
  })
  await append(joinRequestChanged('JoinRequested', request, now))
  return new JoinApprovalPendingError(token, request.expiresAt)
}
