import { useEffect, useRef } from 'react'
import { refreshWhileSeen } from '../../../graphql/refresh-while-seen'
import { type CookedSession, isCookedOn } from './receipt'

/** What is told to nobody any more is asked for so often. */
const RECEIPT_EVERY_MS = 15_000

/** Keeps the receipt of a closed session up to date for as long as one of its orders is under way. */
export function useReceipt(session: CookedSession | null | undefined, reload: () => Promise<unknown>): void {
  const latest = useRef(reload)
  useEffect(() => {
    latest.current = reload
  })
  const cookedOn = isCookedOn(session)
  useEffect(
    () => (cookedOn ? refreshWhileSeen(() => void latest.current(), RECEIPT_EVERY_MS) : undefined),
    [cookedOn],
  )
}
