import { useSyncExternalStore } from 'react'

/** How this device belongs to a table: the secret that opens the table's session, and the name it joined with. */
export type TableDevice = { sessionToken: string; guestName: string | null }

const currentTableKey = 'menumate.current-table'
const deviceKey = (tableCode: string) => `menumate.table.${tableCode}`

const listeners = new Set<() => void>()

function changed() {
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('storage', listener)
  }
}

/** Remembers that this device joined a table, and makes it the current one. */
export function rememberDevice(tableCode: string, device: TableDevice): void {
  localStorage.setItem(deviceKey(tableCode), JSON.stringify(device))
  localStorage.setItem(currentTableKey, tableCode)
  changed()
}

/** Forgets a table whose session is over or unknown: the next scan starts clean. */
export function forgetDevice(tableCode: string): void {
  localStorage.removeItem(deviceKey(tableCode))
  if (localStorage.getItem(currentTableKey) === tableCode) localStorage.removeItem(currentTableKey)
  changed()
}

function parseDevice(stored: string | null): TableDevice | null {
  if (stored === null) return null
  try {
    const device: unknown = JSON.parse(stored)
    return typeof device === 'object' && device !== null && 'sessionToken' in device
      ? (device as TableDevice)
      : null
  } catch {
    return null
  }
}

/** What this device holds for a table; null when it has not joined. */
export function useTableDevice(tableCode: string): TableDevice | null {
  // The stored text is the snapshot: it stays the same value as long as nothing changed.
  return parseDevice(useSyncExternalStore(subscribe, () => localStorage.getItem(deviceKey(tableCode))))
}

/** The table this device joined last: what `/bill`, which names no table, is about. */
export function useCurrentTableCode(): string | null {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(currentTableKey))
}

/** Makes a table the one that `/bill` shows. */
export function makeCurrentTable(tableCode: string): void {
  if (localStorage.getItem(currentTableKey) === tableCode) return
  localStorage.setItem(currentTableKey, tableCode)
  changed()
}
