import { BellRing } from 'lucide-react'
import type { ReactNode } from 'react'
import type { MissedChanges } from '../../../graphql/use-missed-changes'
import { classNames } from '../../../ui/class-names'
import type { BoardOrder } from '../orders/board-order'
import { CancelledCard } from '../orders/cancelled-card'
import { type CardActions, OrderCard } from '../orders/order-card'
import { statusNames } from '../orders/order-steps'
import { type ColumnStatus, countOpen } from './board-columns'

type BoardColumnProps = {
  status: ColumnStatus
  orders: readonly BoardOrder[]
  newIds: ReadonlySet<string>
  missed: MissedChanges['missed']
  isMoving: (orderId: string) => boolean
  actions: CardActions
  /** Silences the bell for every new order. */
  onSeen: () => void
}

const dots: Record<ColumnStatus, string> = {
  PENDING: 'bg-pending',
  COOKING: 'bg-cooking',
  READY: 'bg-ready',
}
const calm: Record<ColumnStatus, string> = {
  PENDING: 'Nothing waits to be started.',
  COOKING: 'Nothing on the stove.',
  READY: 'Nothing waits to be carried out.',
}

/** One column of the board. Its head has one height whatever it shows, so that no card moves under a finger. */
export function BoardColumn(props: BoardColumnProps) {
  const { status, orders, newIds, missed, isMoving, actions, onSeen } = props
  const name = statusNames[status]
  const open = countOpen(orders)
  const hasNew = newIds.size > 0
  const holdsButton = hasNew && status === 'PENDING'
  return (
    <section
      id={columnId(status)}
      aria-label={`${name}, ${open}`}
      data-column={status}
      className="@container flex min-h-0 w-full shrink-0 snap-center snap-always flex-col md:w-auto md:min-w-0 md:shrink md:rounded-sheet md:bg-sunken"
    >
      <div className="flex h-16 shrink-0 items-center gap-3 px-4 md:px-5">
        <Heading className={classNames(hasNew && 'max-md:hidden', holdsButton && '@max-[18rem]:hidden')}>
          <span aria-hidden="true" className={classNames('size-4 rounded-full', dots[status])} />
          {name}
        </Heading>
        {hasNew && (
          <SeenButton
            count={newIds.size}
            onSeen={onSeen}
            // On a phone one sees one column at a time, so every column can silence the bell.
            className={holdsButton ? '' : 'md:hidden'}
          />
        )}
        <span
          className={classNames(
            'ml-auto font-display text-3xl font-extrabold text-ink-soft tabular-nums',
            hasNew && 'max-md:hidden',
            holdsButton && '@max-[22rem]:hidden',
          )}
          aria-hidden="true"
        >
          {open}
        </span>
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: offline its buttons are disabled, and a keyboard must still scroll it
        tabIndex={0}
        className="relative min-h-0 flex-1 space-y-3.5 overflow-y-auto overscroll-contain px-3 pt-1 pb-28 [scrollbar-width:thin]"
      >
        {orders.map((order) =>
          order.status === 'CANCELLED' ? (
            <CancelledCard key={order.id} order={order} locked={actions.justTapped} onNote={actions.onNote} />
          ) : (
            <OrderCard
              key={order.id}
              order={order}
              column={status}
              isNew={newIds.has(order.id)}
              missed={missed.get(order.id)}
              isMoving={isMoving(order.id)}
              actions={actions}
            />
          ),
        )}
        {orders.length === 0 && (
          <p className="rounded-card border-2 border-dashed border-line px-4 py-10 text-center text-lg text-ink-soft">
            {actions.offline ? 'Nothing, as far as this screen knows.' : calm[status]}
          </p>
        )}
      </div>
    </section>
  )
}

/** The element id of a column, for the tabs that scroll to it. */
export function columnId(status: ColumnStatus): string {
  return `column-${status.toLowerCase()}`
}

function Heading({ className, children }: { className: string; children: ReactNode }) {
  return <h2 className={classNames('flex items-center gap-3 text-2xl', className)}>{children}</h2>
}

function SeenButton({ count, onSeen, className }: { count: number; onSeen: () => void; className: string }) {
  return (
    <button
      type="button"
      onClick={onSeen}
      className={classNames(
        'flex min-h-13 flex-1 animate-flash-fill items-center justify-center gap-2.5 rounded-control bg-saffron px-3 text-xl font-extrabold whitespace-nowrap text-on-saffron @max-[22rem]:text-lg',
        className,
      )}
    >
      <BellRing aria-hidden="true" className="size-6 @max-[22rem]:md:hidden" strokeWidth={2.5} />
      {count} new · Seen
    </button>
  )
}
