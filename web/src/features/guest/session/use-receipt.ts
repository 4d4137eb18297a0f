import { useEffect, useRef } from 'react'
import { type CookedSession, isCookedOn, watchReceipt } from './receipt'

/** Keeps the receipt of a closed session up to date for as long as one of its orders is under way. */
export function useReceipt(session: CookedSession | null | undefined, reload: () => Promise<unknown>): void {
  const latest = useRef(reload)
  useEffect(() => {
    latest.current = reload
  })
  const cookedOn = isCookedOn(session)
  useEffect(() => (cookedOn ? watchReceipt(() => latest.current()) : undefined), [cookedOn])
}
