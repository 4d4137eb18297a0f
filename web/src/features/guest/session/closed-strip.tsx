import { Clock3 } from 'lucide-react'
import type { ReactNode } from 'react'

type ClosedStripProps = {
  /** By the staff, whatever the hours say. */
  isPaused: boolean
  /** What that means for whoever reads it. */
  children: ReactNode
  action?: ReactNode
}

/** Above the menu while nothing can be ordered: why. */
export function ClosedStrip({ isPaused, children, action }: ClosedStripProps) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card bg-pending-soft p-5 text-pending-ink"
    >
      <Clock3 aria-hidden="true" className="size-8 shrink-0" />
      <p className="min-w-56 flex-1 text-lg leading-snug">
        <b>{isPaused ? 'The kitchen is taking a short break.' : 'The kitchen is closed now.'}</b> {children}
      </p>
      {action}
    </div>
  )
}
