import type { Tx } from '../db/database.ts'
import type { EventDraft } from '../events/event.ts'
import { endSession, guestJoined, lockSession, sessionChanged } from './session-changes.ts'
import { idleSince } from './session-rules.ts'
import { createPin, type PinState } from './table-pin.ts'

/** A device that sits down. */
export interface NewGuest {
  /** SHA-256 of its token. */
  readonly tokenHash: Uint8Array<ArrayBuffer>
  readonly name: string | null
}

/** The party at a table: held, as by lockSession(), until the transaction ends. */
export interface Party extends PinState {
  readonly id: string
}

/**
 * Holds a table: devices that scan one code at the same moment come one after the other.
 * @returns its code as it is now
 */
export async function lockTable(tx: Tx, tableId: string): Promise<string> {
  await tx.$queryRaw`SELECT FROM restaurant_table WHERE id = ${tableId}::uuid FOR NO KEY UPDATE`
  const { code } = await tx.table.findUniqueOrThrow({ where: { id: tableId }, select: { code: true } })
  return code
}

/** The party at a table that the transaction holds; null where nobody sits, or nobody has done anything for hours. */
export async function partyAt(tx: Tx, tableId: string, now: Date): Promise<Party | null> {
  const open = await tx.tableSession.findFirst({
    where: { tableId, status: { not: 'CLOSED' } },
    select: { id: true },
  })
  if (!open) return null
  await lockSession(tx, open.id)
  return tx.tableSession.findFirst({
    where: { id: open.id, status: { not: 'CLOSED' }, lastActivityAt: { gt: idleSince(now) } },
    select: { id: true, pin: true, pinFailures: true, pinPausedUntil: true },
  })
}

/**
 * Gives a device a place at a table that the transaction holds: with the party, or as the first of a new one. It
 * appends, so little may come after it.
 * @returns the id of the session
 */
export async function seat(
  tx: Tx,
  append: (draft: EventDraft) => Promise<void>,
  table: { readonly id: string; readonly restaurantId: string },
  party: Party | null,
  { tokenHash, name }: NewGuest,
  now: Date,
): Promise<string> {
  const { restaurantId } = table
  const device = { tokenHash, name, joinedAt: now, lastSeenAt: now }
  if (party) {
    const { id: tableSessionId } = party
    await tx.tableSession.update({ where: { id: tableSessionId }, data: { lastActivityAt: now } })
    const { id: guestId } = await tx.guest.create({ data: { ...device, tableSessionId } })
    await append(guestJoined(restaurantId, { tableSessionId, guestId }, now))
    return tableSessionId
  }
  const left = await tx.tableSession.findFirst({ where: { tableId: table.id, status: { not: 'CLOSED' } } })
  if (left) await endSession(tx, append, left, now)
  const session = await tx.tableSession.create({
    data: {
      restaurantId,
      tableId: table.id,
      openedAt: now,
      lastActivityAt: now,
      pin: createPin(),
      guests: { create: device },
    },
  })
  await append(sessionChanged(session, null, 'OPEN', now))
  return session.id
}
