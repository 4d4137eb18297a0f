import { ArrowRight, Ban, CloudOff, History, Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { graphql, readFragment } from '../../../gql'
import type { OrderStatus } from '../../../gql/graphql'
import type { MissedChange } from '../../../graphql/missed-changes'
import { IconButton } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import { useNow } from '../../../ui/time'
import type { ColumnStatus } from '../board/board-columns'
import { isToAcknowledge } from './alarms'
import type { BoardOrder } from './board-order'
import { CardHead } from './card-head'
import { ageInSeconds, type Urgency, urgencyOf } from './order-age'
import { OrderAgeBadge } from './order-age-badge'
import { Note, OrderLines } from './order-lines'
import { forward, statusNames, stepBack } from './order-steps'
import { useInSight } from './use-in-sight'

const OrderCardFragment = graphql(`
  fragment KitchenOrderCard on Order {
    customerName
    note
    items {
      id
      ...KitchenOrderLine
    }
  }
`)

/** What the cards of a board can do; the same for all of them. */
export type CardActions = {
  /** Without a connection nothing can be moved. */
  offline: boolean
  /** A tap was just taken elsewhere: see DOUBLE_TAP_MS. */
  justTapped: boolean
  /** An order came into sight; null while what this screen shows does not count: see `showsOrders`. */
  onShown: ((orderIds: readonly string[]) => void) | null
  /** So much at the bottom of the screen lies under the alarm, in pixels. */
  coveredBelow: number
  onMove: (order: BoardOrder, to: OrderStatus) => void
  onCancel: (order: BoardOrder) => void
  /** Somebody here knows that the order was cancelled elsewhere. */
  onNote: (order: BoardOrder) => void
}

type OrderCardProps = {
  order: BoardOrder
  column: ColumnStatus
  isNew: boolean
  /** What became of it while the screen was offline, until somebody has seen that. */
  missed: MissedChange | undefined
  isMoving: boolean
  actions: CardActions
}

const edges: Record<Urgency, string> = {
  fresh: 'ring-1 ring-line',
  warm: 'ring-2 ring-saffron',
  late: 'ring-4 ring-cancelled',
}

/** One order. Touching it anywhere says that it was seen; the big button moves it on. */
export function OrderCard({ order, column, isNew, missed, isMoving, actions }: OrderCardProps) {
  const { customerName, note, items } = readFragment(OrderCardFragment, order)
  const seconds = ageInSeconds(order, column, useNow(1000))
  const urgency = urgencyOf(column, seconds)
  const head = useShown(order, actions)
  return (
    <article
      aria-label={`Order ${order.number}, ${order.tableLabel}`}
      data-order-id={order.id}
      data-order-number={order.number}
      data-new={isNew || undefined}
      data-missed={missed && (missed.from ?? 'NEW')}
      className={classNames(
        '@container animate-rise rounded-card bg-surface p-4 shadow-card',
        isNew && 'animate-flash',
        isNew || missed ? 'ring-4 ring-saffron' : edges[urgency],
      )}
    >
      <CardHead ref={head} number={order.number} tableLabel={order.tableLabel} customerName={customerName}>
        <OrderAgeBadge seconds={seconds} urgency={urgency} />
        {isNew && (
          <span className="rounded-full bg-saffron px-3 py-1 text-base leading-none font-extrabold text-on-saffron">
            NEW
          </span>
        )}
        {missed && !isNew && (
          <span className="inline-flex items-center gap-1.5 rounded-full bg-saffron px-3 py-1 text-base leading-none font-extrabold whitespace-nowrap text-on-saffron">
            <History aria-hidden="true" className="size-4" strokeWidth={2.75} />
            {missed.from ? `was ${statusNames[missed.from]}` : 'NEW HERE'}
          </span>
        )}
      </CardHead>
      <div className="my-4 border-t-2 border-dashed border-line pt-3.5">
        {note && (
          <div className="mb-3">
            <Note>{note}</Note>
          </div>
        )}
        <OrderLines lines={items} />
      </div>
      <CardButtons order={order} column={column} isMoving={isMoving} actions={actions} />
    </article>
  )
}

/** Says of an order that nobody has seen yet that it was shown. @returns a ref for the part that must be in sight */
function useShown(order: BoardOrder, { onShown, coveredBelow }: CardActions) {
  const [ref, inSight] = useInSight(coveredBelow)
  const shown = inSight && isToAcknowledge(order)
  useEffect(() => {
    if (shown) onShown?.([order.id])
  }, [shown, onShown, order.id])
  return ref
}

const fills: Record<ColumnStatus, string> = {
  PENDING: 'bg-cooking-ink text-canvas',
  COOKING: 'bg-ready-ink text-canvas',
  READY: 'bg-ink text-canvas',
}

/** Beside the big button; on a narrow card below it, side by side. */
const sideButton =
  'size-16 @max-[19rem]:size-14 @max-[15rem]:w-auto @max-[15rem]:flex-1 @max-[15rem]:rounded-control'

function CardButtons({ order, column, isMoving, actions }: Omit<OrderCardProps, 'isNew' | 'missed'>) {
  const { offline, justTapped, onMove, onCancel } = actions
  const { to, label } = forward[column]
  const back = stepBack(order)
  // While it moves the card stands in a column its server state does not know yet: no buttons work then.
  const locked = offline || isMoving || justTapped
  const mayGoOn = isMoving || order.allowedTransitions.includes(to)
  return (
    <div className="flex items-center gap-2 @max-[15rem]:flex-wrap">
      {back && !isMoving && (
        <IconButton
          variant="secondary"
          label={`Order ${order.number} back to ${statusNames[back]}`}
          disabled={locked}
          onClick={() => onMove(order, back)}
          className={sideButton}
        >
          <Undo2 aria-hidden="true" className="size-7" />
        </IconButton>
      )}
      {order.allowedTransitions.includes('CANCELLED') && !isMoving && (
        <IconButton
          variant="secondary"
          label={`Cancel order ${order.number}`}
          disabled={locked}
          onClick={() => onCancel(order)}
          className={classNames(sideButton, 'text-cancelled-ink')}
        >
          <Ban aria-hidden="true" className="size-7" />
        </IconButton>
      )}
      {mayGoOn && (
        <button
          type="button"
          aria-label={`${label}, order ${order.number}`}
          disabled={locked}
          onClick={() => onMove(order, to)}
          className={classNames(
            'flex min-h-16 flex-1 items-center justify-center gap-3 rounded-control px-4 text-2xl leading-tight font-bold select-none',
            '@max-[19rem]:px-2 @max-[19rem]:text-xl @max-[15rem]:order-first @max-[15rem]:basis-full',
            'transition-transform duration-150 active:scale-[0.98]',
            fills[column],
            // The moment after a tap is too short to be shown; a lost connection is not.
            (offline || isMoving) && 'opacity-45',
          )}
        >
          {label}
          {offline ? (
            <CloudOff aria-hidden="true" className="size-7" />
          ) : (
            <ArrowRight aria-hidden="true" className="size-7 @max-[19rem]:hidden" strokeWidth={2.5} />
          )}
        </button>
      )}
    </div>
  )
}
