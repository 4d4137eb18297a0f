import { classNames } from '../../../ui/class-names'
import { statusNames } from '../orders/order-steps'
import { type ColumnStatus, columns } from './board-columns'

type ColumnTabsProps = {
  counts: Record<ColumnStatus, number>
  current: ColumnStatus
  hasNew: boolean
  onSelect: (status: ColumnStatus) => void
}

const bars: Record<ColumnStatus, string> = {
  PENDING: 'bg-pending',
  COOKING: 'bg-cooking',
  READY: 'bg-ready',
}

/** On a phone: which of the three columns is in view, and how many orders stand in each. Swiping does the same. */
export function ColumnTabs({ counts, current, hasNew, onSelect }: ColumnTabsProps) {
  return (
    <nav aria-label="Columns" className="grid shrink-0 grid-cols-3 gap-2 px-3 pb-1 md:hidden">
      {columns.map((status) => (
        <button
          key={status}
          type="button"
          aria-current={status === current ? 'true' : undefined}
          onClick={() => onSelect(status)}
          className={classNames(
            'relative min-h-16 overflow-hidden rounded-control px-2 text-center leading-tight',
            status === 'PENDING' && hasNew
              ? 'animate-flash-fill bg-saffron text-on-saffron'
              : status === current
                ? 'bg-surface shadow-card'
                : 'text-ink-soft',
          )}
        >
          <span className="block font-display text-2xl font-extrabold tabular-nums">{counts[status]}</span>
          <span className="block text-base font-semibold">{statusNames[status]}</span>
          <span
            aria-hidden="true"
            className={classNames(
              'absolute inset-x-5 bottom-0 h-1 rounded-t-full',
              status === current ? bars[status] : 'bg-transparent',
            )}
          />
        </button>
      ))}
    </nav>
  )
}
