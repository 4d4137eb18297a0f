import { useSyncExternalStore } from 'react'
import { deviceStorage } from '../../../ui/storage'

/** How this device belongs to a table: the secret that opens the table's session, and the name it joined with. */
export type TableDevice = { sessionToken: string; guestName: string | null }

/** Tells the places that this device has had apart. Of the token's 256 random bits it gives away 48. */
export function placeIdOf({ sessionToken }: TableDevice): string {
  return sessionToken.slice(-8)
}

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
  deviceStorage.setItem(deviceKey(tableCode), JSON.stringify(device))
  deviceStorage.setItem(currentTableKey, tableCode)
  changed()
}

/** Forgets a table whose session is over or unknown: the next scan starts clean. */
export function forgetDevice(tableCode: string): void {
  deviceStorage.removeItem(deviceKey(tableCode))
  if (deviceStorage.getItem(currentTableKey) === tableCode) deviceStorage.removeItem(currentTableKey)
  changed()
}

/** @param secret what there has to be, or it is none of ours */
function parse<Stored>(stored: string | null, secret: keyof Stored): Stored | null {
  if (stored === null) return null
  try {
    const value: unknown = JSON.parse(stored)
    return typeof value === 'object' && value !== null && secret in value ? (value as Stored) : null
  } catch {
    return null
  }
}

/** What this device holds for a table; null when it has not joined. */
export function useTableDevice(tableCode: string): TableDevice | null {
  // The stored text is the snapshot: it stays the same value as long as nothing changed.
  const stored = useSyncExternalStore(subscribe, () => deviceStorage.getItem(deviceKey(tableCode)))
  return parse<TableDevice>(stored, 'sessionToken')
}

/** The table this device joined last: what `/bill`, which names no table, is about. */
export function useCurrentTableCode(): string | null {
  return useSyncExternalStore(subscribe, () => deviceStorage.getItem(currentTableKey))
}

/** Makes a table the one that `/bill` shows. */
export function makeCurrentTable(tableCode: string): void {
  if (deviceStorage.getItem(currentTableKey) === tableCode) return
  deviceStorage.setItem(currentTableKey, tableCode)
  changed()
}

/** With what this device waits for the staff to let it sit down at a table. */
export type WaitingDevice = { joinRequestToken: string; guestName: string | null }

const waitingKey = (tableCode: string) => `menumate.waiting.${tableCode}`

/** Remembers that this device asked to sit down: it waits on after the page is opened anew. */
export function rememberWaiting(tableCode: string, waiting: WaitingDevice): void {
  deviceStorage.setItem(waitingKey(tableCode), JSON.stringify(waiting))
  changed()
}

/** Nobody waits any more. */
export function forgetWaiting(tableCode: string): void {
  deviceStorage.removeItem(waitingKey(tableCode))
  changed()
}

/** What this device waits for a table with; null when it does not. */
export function useWaitingDevice(tableCode: string): WaitingDevice | null {
  const stored = useSyncExternalStore(subscribe, () => deviceStorage.getItem(waitingKey(tableCode)))
  return parse<WaitingDevice>(stored, 'joinRequestToken')
}
