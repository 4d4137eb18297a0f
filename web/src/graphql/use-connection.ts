import { useSyncExternalStore } from 'react'
import { connectionMonitor } from './client'
import type { Connection } from './connection-monitor'

/** Whether the page is live, connecting, or offline since when. Only meaningful while a feed is open. */
export function useConnection(): Connection {
  return useSyncExternalStore(connectionMonitor.subscribe, connectionMonitor.get)
}
