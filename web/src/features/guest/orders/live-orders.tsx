import { useEffect, useRef } from 'react'
import type { FragmentType } from '../../../gql'
import type { OrderStatus } from '../../../gql/graphql'
import type { Followed } from '../../../graphql/missed-changes'
import { useConnection } from '../../../graphql/use-connection'
import { useMissedChanges } from '../../../graphql/use-missed-changes'
import { classNames } from '../../../ui/class-names'
import { formatClock, useNow } from '../../../ui/time'
import { MissedNotice } from './missed-notice'
import { OrderProgress, type OrderProgressFragment } from './order-progress'

type LiveOrdersProps = {
  tableSessionId: string
  orders: readonly (Followed & FragmentType<typeof OrderProgressFragment>)[]
  /** Whether this device made the order. */
  isOwn: (orderId: string) => boolean
  timeZone: string
}

/** The table's orders that are still on their way, and the last that came, newest first. */
export function LiveOrders({ tableSessionId, orders, isOwn, timeZone }: LiveOrdersProps) {
  const connection = useConnection()
  const now = useNow()
  const { missed, span, see } = useMissedChanges({
    orders,
    isOwn: (order, from) => from === null && isOwn(order.id),
    storageKey: `menumate.guest.shown.${tableSessionId}`,
  })
  const shown = orders
    .filter(({ id, status }, index) => isUnderWay(status) || missed.has(id) || index === orders.length - 1)
    .toReversed()
  const list = useRef<HTMLUListElement>(null)
  const newestId = shown[0]?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the newest order is another one, it comes into sight
  useEffect(() => {
    list.current?.scrollTo({ left: 0, behavior: 'smooth' })
  }, [newestId])

  const missedId = shown.find(({ id }) => missed.has(id))?.id
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever changed while the guest could not see it comes into sight
  useEffect(() => {
    const card = list.current?.querySelector('li:has([data-missed])')
    card?.scrollIntoView({ behavior: 'smooth', inline: 'center', block: 'nearest' })
  }, [missedId])

  if (shown.length === 0) return null
  const offlineSince = connection.status === 'offline' ? connection.since : undefined
  return (
    <section aria-labelledby="live-orders-title">
      <h2 id="live-orders-title" className="flex items-baseline justify-between text-2xl">
        Your orders
        {offlineSince && (
          <span className="font-sans text-sm font-semibold tracking-normal text-cancelled-ink">
            as of {formatClock(offlineSince, timeZone)}
          </span>
        )}
      </h2>
      {span && (
        <MissedNotice missed={missed} span={span} timeZone={timeZone} onSeen={() => see(missed.keys())} />
      )}
      {/* Beside each other on phones, or a busy table would push the menu out of sight. */}
      <ul
        ref={list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must scroll by keyboard, too
        tabIndex={0}
        className="scrollbar-none -mx-4 mt-3 flex snap-x snap-mandatory gap-3 overflow-x-auto px-4 pb-4 md:-mx-8 md:px-8 lg:mx-0 lg:block lg:space-y-3 lg:px-0"
      >
        {shown.map((order) => (
          <li
            key={order.id}
            className={classNames(
              'shrink-0 animate-rise snap-center',
              shown.length > 1 ? 'w-[88%] max-w-md lg:w-auto lg:max-w-none' : 'w-full',
            )}
          >
            <OrderProgress
              order={order}
              now={now}
              stale={offlineSince !== undefined}
              missed={missed.get(order.id)}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function isUnderWay(status: OrderStatus): boolean {
  return status === 'PENDING' || status === 'COOKING' || status === 'READY'
}
