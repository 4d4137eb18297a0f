import { useRef, useState } from 'react'
import type { MissedChanges } from '../../../graphql/use-missed-changes'
import type { BoardOrder } from '../orders/board-order'
import type { CardActions } from '../orders/order-card'
import { BoardColumn, columnId } from './board-column'
import { type ColumnStatus, columns, countOpen } from './board-columns'
import { ColumnTabs } from './column-tabs'

type OrderColumnsProps = {
  board: Record<ColumnStatus, BoardOrder[]>
  newIds: ReadonlySet<string>
  missed: MissedChanges['missed']
  isMoving: (orderId: string) => boolean
  onSeen: () => void
  actions: CardActions
}

/** Three columns side by side; on a phone one at a time, by tabs or by swiping. */
export function OrderColumns({ board, ...rest }: OrderColumnsProps) {
  const strip = useRef<HTMLDivElement>(null)
  const [current, setCurrent] = useState<ColumnStatus>('PENDING')

  function followSwipe() {
    const { scrollLeft = 0, clientWidth = 1 } = strip.current ?? {}
    const nearest = columns[Math.round(scrollLeft / clientWidth)]
    if (nearest && nearest !== current) setCurrent(nearest)
  }

  return (
    <>
      <ColumnTabs
        counts={{
          PENDING: countOpen(board.PENDING),
          COOKING: countOpen(board.COOKING),
          READY: countOpen(board.READY),
        }}
        current={current}
        hasNew={rest.newIds.size > 0}
        onSelect={(status) => {
          const column = document.getElementById(columnId(status))
          strip.current?.scrollTo({ left: column?.offsetLeft ?? 0, behavior: 'smooth' })
        }}
      />
      <div
        ref={strip}
        onScroll={followSwipe}
        className="relative flex min-h-0 flex-1 snap-x snap-mandatory overflow-x-auto overscroll-x-contain [scrollbar-width:none] md:grid md:grid-cols-3 md:gap-3 md:overflow-hidden md:px-3 md:pb-3"
      >
        {columns.map((status) => (
          <BoardColumn key={status} status={status} orders={board[status]} {...rest} />
        ))}
      </div>
    </>
  )
}
