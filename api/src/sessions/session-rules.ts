const HOUR_MS = 3_600_000

/** A session in which nothing happens for so long is over: the party has left. */
const IDLE_HOURS = 6
/** For so long after a session's end its tokens still read the receipt. */
const RECEIPT_HOURS = 24
/** For so long a device waits for the staff to let it sit down. */
const JOIN_REQUEST_MINUTES = 10

/** Sessions without activity since this moment are over. */
export function idleSince(now: Date): Date {
  return new Date(now.getTime() - IDLE_HOURS * HOUR_MS)
}

/** Receipts of sessions that closed before this moment can no longer be read. */
export function receiptsSince(now: Date): Date {
  return new Date(now.getTime() - RECEIPT_HOURS * HOUR_MS)
}

/** When somebody who asks now to sit down stops waiting. */
export function joinRequestExpiry(now: Date): Date {
  return new Date(now.getTime() + JOIN_REQUEST_MINUTES * 60_000)
}
