import { useEffect, useState } from 'react'
import { deviceStorage } from '../../../ui/storage'

/** Reads a set of ids that this device has kept; empty when there is no such record or it is broken. */
export function loadIds(storage: Pick<Storage, 'getItem'>, key: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? '[]')
    return new Set(Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [])
  } catch {
    return new Set()
  }
}

/**
 * Keeps a set of ids on this device, for after a restart. Where storage is full or forbidden, what is asked of these ids
 * is asked once more then, which is the safe side.
 */
export function saveIds(storage: Pick<Storage, 'setItem'>, key: string, ids: ReadonlySet<string>): void {
  storage.setItem(key, JSON.stringify([...ids]))
}

/** Whether two sets hold the same. */
export function sameIds(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}

/**
 * A set of order ids that outlives a restart of the tablet.
 * @param settle fits the set to the board as it is now; returns the very same set when nothing changed
 */
export function useRememberedIds(key: string, settle: (ids: ReadonlySet<string>) => ReadonlySet<string>) {
  const [ids, setIds] = useState(() => loadIds(deviceStorage, key))
  const settled = settle(ids)
  useEffect(() => {
    setIds(settled)
    saveIds(deviceStorage, key, settled)
  }, [key, settled])
  return [settled, setIds] as const
}
