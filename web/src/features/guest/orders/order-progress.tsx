import { type FragmentType, graphql, readFragment } from '../../../gql'
import type { MissedChange } from '../../../graphql/missed-changes'
import { Card } from '../../../ui/card'
import { classNames } from '../../../ui/class-names'
import { formatAge } from '../../../ui/time'
import { faceOf, orderStates, orderSteps } from './order-states'

export const OrderProgressFragment = graphql(`
  fragment OrderProgress on Order {
    id
    number
    status
    version
    placedAt
    acknowledgedAt
    customerName
    items { id name quantity }
    statusHistory { status at reason }
  }
`)

type OrderProgressProps = {
  order: FragmentType<typeof OrderProgressFragment>
  now: Date
  /** The screen is not live: what is shown may be out of date, and looks like it. */
  stale: boolean
  /** What became of it while the screen was offline, until somebody has seen that. */
  missed: MissedChange | undefined
}

const fills = {
  pending: 'bg-pending',
  cooking: 'bg-cooking',
  ready: 'bg-ready',
  served: 'bg-served',
  cancelled: 'bg-cancelled',
}
const discs = {
  pending: 'bg-pending-soft text-pending-ink',
  cooking: 'bg-cooking-soft text-cooking-ink',
  ready: 'bg-ready text-surface',
  served: 'bg-served-soft text-served-ink',
  cancelled: 'bg-cancelled-soft text-cancelled-ink',
}

/** One order on its way, as a progress the eye reads at once: a picture, a word, four steps. */
export function OrderProgress({ order: masked, now, stale, missed }: OrderProgressProps) {
  const order = readFragment(OrderProgressFragment, masked)
  const state = faceOf(order)
  const Icon = state.icon
  const reason = order.statusHistory.at(-1)?.reason
  return (
    <Card
      className={classNames(
        'p-4 transition-[filter] duration-500',
        stale && 'saturate-[0.35]',
        missed && 'inset-ring-2 inset-ring-saffron',
      )}
      data-order={order.number}
      data-status={order.status}
      data-acknowledged={order.acknowledgedAt ? true : undefined}
      data-missed={missed && (missed.from ?? 'NEW')}
    >
      <div className="flex items-center gap-3.5">
        <span
          aria-hidden="true"
          className={classNames(
            'grid size-14 shrink-0 place-items-center rounded-full transition-colors duration-500',
            discs[state.tone],
          )}
        >
          <Icon
            key={state.label}
            className={classNames(
              'size-7',
              order.status === 'COOKING' && !stale ? 'animate-simmer' : 'animate-rise',
            )}
          />
        </span>
        <div className="min-w-0 flex-1">
          <p className="flex items-baseline justify-between gap-2">
            <span className="font-display text-2xl leading-none font-bold">{state.label}</span>
            <span className="text-sm whitespace-nowrap text-ink-soft">
              №&nbsp;{order.number} · {formatAge(order.placedAt, now)}
            </span>
          </p>
          <p className="mt-1 text-ink-soft">
            {missed && <Before {...missed} />}
            {order.status === 'CANCELLED' && reason ? `Reason: ${reason}` : state.meaning}
          </p>
        </div>
      </div>
      <Steps step={state.step} fill={fills[state.tone]} active={state.step < orderSteps.length && !stale} />
      <p className="mt-3 flex text-sm text-ink-soft">
        {order.customerName && (
          <>
            <b className="max-w-[40%] shrink-0 truncate font-semibold text-ink">{order.customerName}</b>
            <b className="mr-1 font-semibold text-ink">:</b>
          </>
        )}
        <span className="min-w-0 truncate">
          {order.items
            .map((item) => (item.quantity > 1 ? `${item.quantity}× ${item.name}` : item.name))
            .join(', ')}
        </span>
      </p>
    </Card>
  )
}

/** What the screen said of it before it was offline. */
function Before({ from }: MissedChange) {
  return (
    <b className="mr-2 rounded-full bg-saffron px-2.5 py-0.5 text-sm font-bold whitespace-nowrap text-on-saffron">
      {from ? `was “${orderStates[from].label}”` : 'new'}
    </b>
  )
}

function Steps({ step, fill, active }: { step: number; fill: string; active: boolean }) {
  return (
    <div aria-hidden="true" className="mt-3.5 grid grid-cols-4 gap-1.5">
      {orderSteps.map((name, index) => (
        <span key={name} className="h-2.5 overflow-hidden rounded-full bg-sunken">
          <span
            className={classNames(
              'block h-full origin-left rounded-full transition-transform duration-700 ease-settle',
              fill,
              index < step ? 'scale-x-100' : 'scale-x-0',
              active && index === step - 1 && 'animate-shimmer',
            )}
          />
        </span>
      ))}
    </div>
  )
}
