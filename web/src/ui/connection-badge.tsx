import { formatClock } from './time'

type ConnectionBadgeProps = {
  status: 'live' | 'connecting' | 'offline'
  /** When the last word from the server came, for `offline`. */
  since?: Date | undefined
  /** The place's own time zone; the device's when absent. */
  timeZone?: string
}

/** Says whether what is on the screen is live. Never hidden: a silent screen is the worst fault of all. */
export function ConnectionBadge({ status, since, timeZone }: ConnectionBadgeProps) {
  const [dot, ground, words] = {
    live: ['bg-ready', 'bg-ready-soft text-ready-ink', 'Live'],
    connecting: ['bg-pending animate-shimmer', 'bg-pending-soft text-pending-ink', 'Connecting…'],
    offline: [
      'bg-cancelled',
      'bg-cancelled-soft text-cancelled-ink',
      since ? `Offline since ${formatClock(since, timeZone)}` : 'Offline',
    ],
  }[status] as [string, string, string]
  return (
    <span
      role="status"
      data-connection={status}
      className={`inline-flex items-center gap-2 rounded-full px-3 py-1.5 text-sm leading-none font-bold whitespace-nowrap ${ground}`}
    >
      <span aria-hidden="true" className={`size-2.5 rounded-full ${dot}`} />
      {words}
    </span>
  )
}
