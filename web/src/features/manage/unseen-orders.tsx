import { Siren } from 'lucide-react'
import { useCallback } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../gql'
import { isAlarming } from '../../graphql/order-alarm'
import { useRefreshWhileSeen } from '../../graphql/refresh-while-seen'
import { buttonClasses } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { formatClock } from '../../ui/time'
import type { Membership } from './section'

const UnseenOrdersQuery = graphql(`
  query ManageUnseenOrders($slug: String!) {
    restaurant(slug: $slug) {
      id
      orders(first: 100, filter: { statuses: [PENDING] }) {
        edges {
          node {
            id
            number
            tableLabel
            placedAt
            status
            acknowledgedAt
            escalatedAt
          }
        }
      }
    }
  }
`)

/** These pages follow no feed, and whoever is on them is not at the stove: soon is soon enough. */
const LOOK_EVERY_MS = 5000

/** The alarm for orders that no kitchen screen has shown in time: whoever works for the restaurant is told, wherever they are. */
export function UnseenOrders({ restaurant: { slug, timeZone } }: Pick<Membership, 'restaurant'>) {
  const [{ data }, execute] = useQuery({ query: UnseenOrdersQuery, variables: { slug } })
  const look = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  useRefreshWhileSeen(look, LOOK_EVERY_MS)

  const orders = data?.restaurant?.orders.edges.map(({ node }) => node) ?? []
  // Newest first, as the list comes.
  const alarms = orders.filter(isAlarming)
  const oldest = alarms.at(-1)
  return (
    <div role="alert">
      {oldest && (
        <div
          data-banner="alarm"
          className="mb-7 flex flex-wrap items-center gap-x-5 gap-y-3 rounded-card bg-cancelled-ink px-5 py-4 text-canvas print:hidden"
        >
          <Siren aria-hidden="true" className="size-9 shrink-0" strokeWidth={2.25} />
          <p className="min-w-56 flex-1 text-lg leading-snug font-medium">
            <strong className="block font-display text-2xl leading-tight font-extrabold">
              {alarms.length === 1
                ? `Nobody has order ${oldest.number} · ${oldest.tableLabel}`
                : `Nobody has these ${alarms.length} orders`}
            </strong>
            {alarms.length === 1 ? 'Placed' : 'The first was placed'} at{' '}
            {formatClock(oldest.placedAt, timeZone)}. No kitchen screen has shown{' '}
            {alarms.length === 1 ? 'it' : 'them'} in time.
          </p>
          <Link
            href={`/kitchen?restaurant=${slug}`}
            className={classNames(buttonClasses('secondary'), 'text-ink')}
          >
            Open the kitchen
          </Link>
        </div>
      )}
    </div>
  )
}
