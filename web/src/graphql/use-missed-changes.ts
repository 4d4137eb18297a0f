import { useCallback, useEffect, useState } from 'react'
import { serverClock } from '../ui/server-clock'
import { type Followed, followOrders, type MissedChange, seeMissed, type Watch } from './missed-changes'
import { useConnection } from './use-connection'
import { loadWatch, saveWatch } from './watch-storage'

type MissedChangesOptions = {
  orders: readonly Followed[]
  /** Whether a change was made on this very screen. `from` is null for a new order. */
  isOwn: (order: Followed, from: Followed['status'] | null) => boolean
  /** Under which the tab keeps what it has shown, so that a reload is an absence like any other. */
  storageKey?: string
}

/** What a screen missed while it was not live, until somebody has seen it. */
export type MissedChanges = {
  /** By order. */
  missed: ReadonlyMap<string, MissedChange>
  /** When that was; null when there is none. */
  span: { from: string; until: string } | null
  see: (orderIds: Iterable<string>) => void
}

/** Follows the orders of a screen, and tells what became of them while it was not live: see `followOrders`. */
export function useMissedChanges({ orders, isOwn, storageKey }: MissedChangesOptions): MissedChanges {
  const connection = useConnection()
  const [watch, setWatch] = useState<Watch | null>(() => (storageKey ? loadWatch(storageKey) : null))
  const followed = followOrders(watch, orders, { connection, now: serverClock.now(), isOwn })
  useEffect(() => setWatch(followed), [followed])

  const isLive = connection.status === 'live'
  useEffect(() => {
    if (!storageKey || !isLive) return
    const save = () => saveWatch(storageKey, followed, serverClock.now())
    save()
    addEventListener('pagehide', save)
    return () => removeEventListener('pagehide', save)
  }, [storageKey, isLive, followed])

  const see = useCallback((orderIds: Iterable<string>) => {
    const seen = new Set(orderIds)
    setWatch((before) => before && seeMissed(before, seen))
  }, [])
  return { missed: followed.missed, span: followed.span, see }
}
