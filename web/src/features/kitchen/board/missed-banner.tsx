import { Check, History } from 'lucide-react'
import { countMissed } from '../../../graphql/missed-changes'
import type { MissedChanges } from '../../../graphql/use-missed-changes'
import { formatSpan } from '../../../ui/time'

type MissedBannerProps = {
  missed: MissedChanges['missed']
  span: NonNullable<MissedChanges['span']>
  timeZone: string
  /** Somebody here has looked at all of it. */
  onSeen: () => void
}

/** After an absence: how much changed meanwhile. The cards say which; the button says that everybody knows. */
export function MissedBanner({ missed, span, timeZone, onSeen }: MissedBannerProps) {
  const counts = countMissed(missed)
  const parts = [
    { count: counts.new, words: 'new', look: 'bg-saffron text-on-saffron' },
    { count: counts.moved, words: 'moved', look: 'bg-canvas text-ink' },
    { count: counts.done, words: 'done', look: 'bg-canvas/15' },
    { count: counts.cancelled, words: 'cancelled', look: 'bg-cancelled-soft text-cancelled-ink' },
  ].filter(({ count }) => count > 0)
  return (
    <div
      role="status"
      data-banner="missed"
      className="flex shrink-0 animate-rise flex-wrap items-center gap-x-4 gap-y-2 bg-ink px-5 py-3 text-canvas"
    >
      <History aria-hidden="true" className="size-10 shrink-0 max-md:hidden" strokeWidth={2.25} />
      <p className="font-display text-2xl leading-tight font-extrabold max-md:flex-1">
        While offline {formatSpan(span.from, span.until, timeZone)}
      </p>
      <ul className="flex flex-1 flex-wrap gap-2 max-md:order-last max-md:basis-full">
        {parts.map(({ count, words, look }) => (
          <li
            key={words}
            data-missed={words}
            className={`rounded-full px-4 py-2 text-xl leading-none font-extrabold whitespace-nowrap tabular-nums max-md:px-3 max-md:text-lg ${look}`}
          >
            {count} {words}
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={onSeen}
        aria-label="All of what was missed is seen"
        className="flex min-h-14 items-center gap-2.5 rounded-control bg-canvas/15 px-6 text-xl font-bold"
      >
        <Check aria-hidden="true" className="size-6" strokeWidth={2.75} />
        Seen
      </button>
    </div>
  )
}
