import { ConnectionBadge } from '../ui/connection-badge'
import { useConnection } from './use-connection'

/** The page's connection, in words. Every page that shows live data has one in sight. */
export function LiveBadge({ timeZone }: { timeZone?: string }) {
  const connection = useConnection()
  return (
    <ConnectionBadge
      status={connection.status}
      since={connection.status === 'offline' ? connection.since : undefined}
      {...(timeZone ? { timeZone } : {})}
    />
  )
}
