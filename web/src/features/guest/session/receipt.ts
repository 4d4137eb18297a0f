export type CookedSession = {
  status: 'OPEN' | 'BILL_REQUESTED' | 'CLOSED'
  orders: readonly { status: string }[]
}

/** A bill that is settled early closes the session; its last dishes are still on their way to the table. */
export function isCookedOn(session: CookedSession | null | undefined): boolean {
  if (session?.status !== 'CLOSED') return false
  return session.orders.some(({ status }) => status !== 'SERVED' && status !== 'CANCELLED')
}
