import { type FragmentType, graphql, readFragment } from '../../../gql'
import { Badge } from '../../../ui/badge'
import { classNames } from '../../../ui/class-names'
import { Money } from '../../../ui/money'
import { formatClock } from '../../../ui/time'
import { faceOf } from '../orders/order-states'

const BillOrderFragment = graphql(`
  fragment BillOrder on Order {
    id
    number
    status
    version
    placedAt
    acknowledgedAt
    customerName
    subtotal { amountMinor currency }
    items {
      id
      name
      quantity
      note
      total { amountMinor currency }
      options { name }
    }
  }
`)

type BillOrderProps = {
  order: FragmentType<typeof BillOrderFragment>
  timeZone: string
  /** The visit is over: on a receipt only what was cancelled still needs a word. */
  settled: boolean
}

/** One order on the bill, with its state; a cancelled one stays in sight, struck out. */
export function BillOrder({ order: masked, timeZone, settled }: BillOrderProps) {
  const order = readFragment(BillOrderFragment, masked)
  const state = faceOf(order)
  const Icon = state.icon
  const cancelled = order.status === 'CANCELLED'
  return (
    <section aria-label={`Order ${order.number}`} data-order={order.number} data-status={order.status}>
      <header className="flex items-center justify-between gap-3">
        <h2 className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-lg">
          Order&nbsp;{order.number}
          <span className="min-w-0 font-sans text-sm font-normal tracking-normal wrap-anywhere text-ink-soft">
            {[order.customerName, formatClock(order.placedAt, timeZone)].filter(Boolean).join(' · ')}
          </span>
        </h2>
        {(cancelled || !settled) && (
          <Badge tone={state.tone} icon={<Icon aria-hidden="true" className="size-4" />}>
            {state.label}
          </Badge>
        )}
      </header>
      <ul className={classNames('mt-2 space-y-1.5', cancelled && 'line-through opacity-60')}>
        {order.items.map((item) => (
          <li key={item.id} className="flex items-baseline gap-3">
            <span className="w-7 shrink-0 text-right text-ink-soft tabular-nums">{item.quantity}×</span>
            <span className="min-w-0 flex-1 wrap-anywhere">
              {item.name}
              {item.options.length > 0 && (
                <span className="block text-sm text-ink-soft">
                  {item.options.map((option) => option.name).join(', ')}
                </span>
              )}
            </span>
            <Money value={item.total} />
          </li>
        ))}
      </ul>
    </section>
  )
}
