import { Undo2 } from 'lucide-react'
import type { OrderStatus } from '../../../gql/graphql'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { EmptyState } from '../../../ui/empty-state'
import { Sheet } from '../../../ui/sheet'
import { formatClock } from '../../../ui/time'
import { DONE_FOR_MINUTES } from '../board/board-columns'
import type { BoardOrder } from './board-order'
import { lastChange } from './order-history'
import { statusNames, stepBack } from './order-steps'

type DoneSheetProps = {
  orders: readonly BoardOrder[]
  timeZone: string
  disabled: boolean
  onMove: (order: BoardOrder, to: OrderStatus) => void
  onClose: () => void
}

/** What left the board lately, with the way back for what left it by mistake. */
export function DoneSheet({ orders, timeZone, disabled, onMove, onClose }: DoneSheetProps) {
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Done">
      {orders.length === 0 ? (
        <EmptyState title="Nothing yet">
          Served and cancelled orders of the last {DONE_FOR_MINUTES} minutes are kept here.
        </EmptyState>
      ) : (
        <ul className="divide-y-2 divide-line px-5 pt-3 pb-6">
          {orders.map((order) => (
            <DoneRow key={order.id} order={order} timeZone={timeZone} disabled={disabled} onMove={onMove} />
          ))}
        </ul>
      )}
    </Sheet>
  )
}

type DoneRowProps = Omit<DoneSheetProps, 'orders' | 'onClose'> & { order: BoardOrder }

function DoneRow({ order, timeZone, disabled, onMove }: DoneRowProps) {
  const last = lastChange(order)
  const back = stepBack(order)
  return (
    <li className="flex min-h-20 items-center gap-4 py-3">
      <span className="min-w-14 font-display text-4xl font-extrabold tabular-nums">{order.number}</span>
      <div className="min-w-0 flex-1">
        <p className="text-lg leading-tight font-bold">{order.tableLabel}</p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-ink-soft">
          <Badge tone={order.status === 'CANCELLED' ? 'cancelled' : 'served'}>
            {statusNames[order.status]} {formatClock(last?.at ?? order.updatedAt, timeZone)}
          </Badge>
          {last?.by && <span>by {last.by}</span>}
          {last?.reason && <span>“{last.reason}”</span>}
        </p>
      </div>
      {back && (
        <Button
          variant="secondary"
          disabled={disabled}
          onClick={() => onMove(order, back)}
          aria-label={`Bring order ${order.number} back to ${statusNames[back]}`}
        >
          <Undo2 aria-hidden="true" className="size-5" />
          Bring back
        </Button>
      )}
    </li>
  )
}
