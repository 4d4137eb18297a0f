import { Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { statusNames, UNDO_FOR_MS } from './order-steps'
import type { LastMove } from './use-order-moves'

type UndoBarProps = { move: LastMove; disabled: boolean; onUndo: () => void; onExpire: () => void }

/** For some seconds after a tap: what it did, and the way back. Key it by the move, so that each gets its full time. */
export function UndoBar({ move, disabled, onUndo, onExpire }: UndoBarProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one timer for the life of the bar, whoever draws it again
  useEffect(() => {
    const timer = setTimeout(onExpire, UNDO_FOR_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div
      role="status"
      className="pointer-events-auto relative flex animate-rise items-center gap-4 overflow-hidden rounded-card bg-ink py-2 pr-2 pl-5 text-canvas shadow-lift"
    >
      <p className="text-xl leading-tight font-semibold whitespace-nowrap">
        <span className="font-display font-extrabold">{move.order.number}</span>
        <span aria-hidden="true"> → </span>
        <span className="sr-only"> is now </span>
        {statusNames[move.order.status]}
      </p>
      <button
        type="button"
        disabled={disabled}
        onClick={onUndo}
        aria-label={`Undo: order ${move.order.number} back to ${statusNames[move.from]}`}
        className="flex min-h-14 items-center gap-2.5 rounded-control bg-canvas/15 px-5 text-xl font-bold disabled:opacity-50"
      >
        <Undo2 aria-hidden="true" className="size-6" strokeWidth={2.5} />
        Undo
      </button>
      <span
        aria-hidden="true"
        style={{ animationDuration: `${UNDO_FOR_MS}ms` }}
        className="absolute bottom-0 left-0 h-1 w-full origin-left animate-elapse bg-saffron"
      />
    </div>
  )
}
