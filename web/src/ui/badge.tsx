import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Tone = 'neutral' | 'brand' | 'pending' | 'cooking' | 'ready' | 'served' | 'cancelled'

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-soft',
  brand: 'bg-brand-soft text-brand-ink',
  pending: 'bg-pending-soft text-pending-ink',
  cooking: 'bg-cooking-soft text-cooking-ink',
  ready: 'bg-ready-soft text-ready-ink',
  served: 'bg-served-soft text-served-ink',
  cancelled: 'bg-cancelled-soft text-cancelled-ink',
}

type BadgeProps = { tone?: Tone; icon?: ReactNode; className?: string; children: ReactNode }

/** A small word with a tone, such as an order's state or an allergen. */
export function Badge({ tone = 'neutral', icon, className, children }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-sm leading-none font-semibold whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}
