import { Flame, Timer } from 'lucide-react'
import { classNames } from '../../../ui/class-names'
import { formatTimer, spokenAge, type Urgency } from './order-age'

const tones: Record<Urgency, string> = {
  fresh: 'bg-sunken text-ink',
  warm: 'bg-saffron text-on-saffron',
  late: 'bg-cancelled-ink text-canvas',
}

/** How long it has been; colour and icon change with urgency. */
export function OrderAgeBadge({ seconds, urgency }: { seconds: number; urgency: Urgency }) {
  const Icon = urgency === 'late' ? Flame : Timer
  return (
    <span
      data-urgency={urgency}
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full px-3 py-1.5 font-display text-xl leading-none font-bold tabular-nums',
        tones[urgency],
      )}
    >
      <Icon aria-hidden="true" className="size-5" strokeWidth={2.5} />
      <span aria-hidden="true">{formatTimer(seconds)}</span>
      <span className="sr-only">
        {urgency === 'late' ? 'Late: ' : ''}
        {spokenAge(seconds)}
      </span>
    </span>
  )
}
