import type { ReactNode, Ref } from 'react'
import { classNames } from '../../../ui/class-names'

type CardHeadProps = {
  ref?: Ref<HTMLElement>
  number: number
  tableLabel: string
  customerName: string | null | undefined
  /** The order is off: its number is struck out. */
  struck?: boolean
  /** What stands at the right end. */
  children: ReactNode
}

/** The first thing one reads of a card: its number, large, and where it goes. On a narrow card the rest goes below. */
export function CardHead({ ref, number, tableLabel, customerName, struck = false, children }: CardHeadProps) {
  return (
    <header ref={ref} className="flex items-start gap-x-3 gap-y-2.5 @max-[19rem]:flex-wrap">
      <p
        className={classNames(
          'font-display text-6xl leading-[0.85] font-extrabold tracking-tight tabular-nums',
          struck && 'line-through decoration-4',
        )}
      >
        <span className="sr-only">Order </span>
        {number}
      </p>
      <div className="min-w-0 flex-1">
        <p className="text-2xl leading-tight font-bold wrap-break-word">{tableLabel}</p>
        {customerName && <p className="truncate text-lg leading-tight text-ink-soft">{customerName}</p>}
      </div>
      <div className="flex flex-col items-end gap-1.5 @max-[19rem]:w-full @max-[19rem]:flex-row @max-[19rem]:items-center">
        {children}
      </div>
    </header>
  )
}
