/** What is told to nobody any more is asked for so often. */
export const RECEIPT_EVERY_MS = 15_000

export type CookedSession = {
  status: 'OPEN' | 'BILL_REQUESTED' | 'CLOSED'
  orders: readonly { status: string }[]
}

/** A bill that is settled early closes the session; its last dishes are still on their way to the table. */
export function isCookedOn(session: CookedSession | null | undefined): boolean {
  if (session?.status !== 'CLOSED') return false
  return session.orders.some(({ status }) => status !== 'SERVED' && status !== 'CANCELLED')
}

/** Reads now and then while the page is visible, and at once when it is seen again. @returns what ends it */
export function watchReceipt(read: () => void): () => void {
  const readIfSeen = () => {
    if (document.visibilityState === 'visible') read()
  }
  const timer = setInterval(readIfSeen, RECEIPT_EVERY_MS)
  document.addEventListener('visibilitychange', readIfSeen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', readIfSeen)
  }
}
