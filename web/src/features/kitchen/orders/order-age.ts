import type { ColumnStatus } from '../board/board-columns'

/** How much an order's age should worry: `fresh`, then `warm`, then `late`. */
export type Urgency = 'fresh' | 'warm' | 'late'

/**
 * Minutes after which an order turns warm, then late. Pending and cooking count from when the guest ordered, since that
 * is what the guest feels; ready counts from when the plate stood on the pass, since that is how cold it is.
 */
const thresholds = {
  PENDING: { warm: 3, late: 6 },
  COOKING: { warm: 12, late: 20 },
  READY: { warm: 2, late: 5 },
} as const satisfies Record<ColumnStatus, { warm: number; late: number }>

/** The age that counts in the order's column, in whole seconds; never negative, whatever the tablet's clock says. */
export function ageInSeconds(
  order: { placedAt: string; updatedAt: string },
  column: ColumnStatus,
  now: Date,
): number {
  const since = column === 'READY' ? order.updatedAt : order.placedAt
  return Math.max(0, Math.floor((now.getTime() - new Date(since).getTime()) / 1000))
}

/** How urgent an order of this age is in this column. */
export function urgencyOf(column: ColumnStatus, seconds: number): Urgency {
  const { warm, late } = thresholds[column]
  if (seconds >= late * 60) return 'late'
  return seconds >= warm * 60 ? 'warm' : 'fresh'
}

/** "0:07", "12:30", and from an hour on "1 h 05": ticks visibly, so that the screen is seen to be alive. */
export function formatTimer(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${twoDigits(seconds % 60)}`
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)}`
}

/** The same for screen readers, who should not hear it tick: "12 minutes". */
export function spokenAge(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1) return 'less than a minute'
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
