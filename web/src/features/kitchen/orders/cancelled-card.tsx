import { Ban, Check } from 'lucide-react'
import { graphql, readFragment } from '../../../gql'
import type { BoardOrder } from './board-order'
import { CardHead } from './card-head'
import { lastChange } from './order-history'
import { OrderLines } from './order-lines'

const CancelledCardFragment = graphql(`
  fragment KitchenCancelledCard on Order {
    customerName
    items {
      id
      ...KitchenOrderLine
    }
  }
`)

type CancelledCardProps = {
  order: BoardOrder
  /** A tap was just taken elsewhere: see DOUBLE_TAP_MS. */
  locked: boolean
  onNote: (order: BoardOrder) => void
}

/** An order that was cancelled elsewhere, where it stood: it goes when somebody here says that they know. */
export function CancelledCard({ order, locked, onNote }: CancelledCardProps) {
  const { customerName, items } = readFragment(CancelledCardFragment, order)
  const { reason, by } = lastChange(order) ?? {}
  return (
    <article
      aria-label={`Order ${order.number}, ${order.tableLabel}, cancelled`}
      data-order-number={order.number}
      data-cancelled
      className="@container animate-rise rounded-card bg-cancelled-soft p-4 shadow-card ring-4 ring-cancelled"
    >
      <CardHead number={order.number} tableLabel={order.tableLabel} customerName={customerName} struck>
        <span className="inline-flex items-center gap-1.5 rounded-full bg-cancelled-ink px-3 py-2 text-lg leading-none font-extrabold text-canvas">
          <Ban aria-hidden="true" className="size-5" strokeWidth={2.75} />
          CANCELLED
        </span>
      </CardHead>
      <p className="mt-4 text-2xl leading-tight font-bold text-cancelled-ink">
        {reason ?? 'No reason was given.'}
        {by && <span className="block text-lg font-medium">by {by}</span>}
      </p>
      <div className="my-4 border-t-2 border-dashed border-cancelled/40 pt-3.5 line-through opacity-65">
        <OrderLines lines={items} />
      </div>
      <button
        type="button"
        aria-label={`I know that order ${order.number} is cancelled`}
        disabled={locked}
        onClick={() => onNote(order)}
        className="flex min-h-16 w-full items-center justify-center gap-3 rounded-control bg-cancelled-ink px-4 text-2xl font-bold text-canvas select-none"
      >
        <Check aria-hidden="true" className="size-7" strokeWidth={2.75} />
        Got it
      </button>
    </article>
  )
}
