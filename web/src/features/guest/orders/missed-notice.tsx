import { Check, History } from 'lucide-react'
import { countMissed } from '../../../graphql/missed-changes'
import type { MissedChanges } from '../../../graphql/use-missed-changes'
import { formatSpan } from '../../../ui/time'

type MissedNoticeProps = {
  missed: MissedChanges['missed']
  span: NonNullable<MissedChanges['span']>
  timeZone: string
  onSeen: () => void
}

/** After an absence: that something changed meanwhile, and how much. The cards below say what. */
export function MissedNotice({ missed, span, timeZone, onSeen }: MissedNoticeProps) {
  const counts = countMissed(missed)
  const moved = counts.moved + counts.done
  const words = [
    moved > 0 && `${moved} moved on`,
    counts.new > 0 && `${counts.new} new`,
    counts.cancelled > 0 && `${counts.cancelled} cancelled`,
  ]
  return (
    <div
      role="status"
      data-banner="missed"
      className="mt-3 flex animate-rise items-center gap-3 rounded-control bg-saffron p-2 pl-4 text-on-saffron"
    >
      <History aria-hidden="true" className="size-6 shrink-0" />
      <p className="min-w-0 flex-1 leading-snug">
        <span className="block font-bold">{words.filter(Boolean).join(', ')}</span>
        <span className="text-sm">while you were offline, {formatSpan(span.from, span.until, timeZone)}</span>
      </p>
      <button
        type="button"
        onClick={onSeen}
        aria-label="I have seen what changed"
        className="flex min-h-12 items-center gap-2 rounded-control bg-[rgb(0_0_0/0.1)] px-4 font-bold"
      >
        <Check aria-hidden="true" className="size-5" />
        OK
      </button>
    </div>
  )
}
