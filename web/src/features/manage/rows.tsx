import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/card'
import { classNames } from '../../ui/class-names'

/** Rows on one surface. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Card className="overflow-hidden">
      <ul aria-label={label} className="divide-y divide-line">
        {children}
      </ul>
    </Card>
  )
}

type RowProps = {
  /** A sign or picture. */
  mark: ReactNode
  title: ReactNode
  /** A line or two about it. */
  facts: ReactNode
  /** At the end: a state, or what can be done. */
  children?: ReactNode
  /** Opens it; absent where there is nothing to change. */
  onOpen?: (() => void) | undefined
  openLabel?: string
  muted?: boolean
}

/** One thing in a list. Where it opens, all of it is the button. */
export function Row({ mark, title, facts, children, onOpen, openLabel, muted = false }: RowProps) {
  const content = (
    <>
      <span
        aria-hidden="true"
        className="grid size-12 shrink-0 place-items-center rounded-full bg-brand-soft font-display text-lg font-bold text-brand-ink"
      >
        {mark}
      </span>
      {/* What stands at the end goes below the words where there is no room beside them. */}
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-2">
        <span className="min-w-40 flex-1">
          <span
            className={classNames(
              'block text-lg leading-tight font-bold wrap-anywhere',
              muted && 'text-ink-soft',
            )}
          >
            {title}
          </span>
          <span className="mt-0.5 block leading-snug wrap-anywhere text-ink-soft">{facts}</span>
        </span>
        {children}
      </span>
    </>
  )
  const shape = 'flex min-h-20 w-full items-center gap-x-4 px-4 py-3.5 text-left sm:px-5'
  return (
    <li>
      {onOpen ? (
        <button
          type="button"
          aria-label={openLabel}
          onClick={onOpen}
          className={`${shape} hover:bg-sunken/60`}
        >
          {content}
          <ChevronRight aria-hidden="true" className="size-6 shrink-0 text-ink-soft" />
        </button>
      ) : (
        <div className={shape}>{content}</div>
      )}
    </li>
  )
}

/** The first letters of a name, where there is no picture. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}
