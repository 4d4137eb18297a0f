import { useCallback, useEffect } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql, readFragment } from '../../../gql'
import type { KitchenFeedSubscription, ViewerKind } from '../../../gql/graphql'
import { connectionMonitor } from '../../../graphql/client'
import { isDenied } from '../../../graphql/error-codes'
import { cameLate } from '../../../graphql/missed-changes'
import { QueryView } from '../../../graphql/query-view'
import { useFeed } from '../../../graphql/use-feed'
import { Skeleton } from '../../../ui/skeleton'
import { showToast } from '../../../ui/toast'
import type { Abilities } from '../entry/abilities'
import { KitchenOrder } from '../orders/board-order'
import { lastChange } from '../orders/order-history'
import { type OrderMoves, useOrderMoves } from '../orders/use-order-moves'
import type { Bell } from '../sound/bell'
import { useRearmOnTap } from '../sound/use-shift-sound'
import type { WakeLock } from '../sound/wake-lock'
import { KitchenSession } from '../tables/session'
import { useJoinRequests } from '../tables/use-join-requests'
import { BoardView } from './board-view'

const BoardQuery = graphql(`
  query KitchenBoard($restaurantId: ID!) {
    kitchenBoard(restaurantId: $restaurantId) {
      cursor
      restaurant {
        id
        slug
        name
        timeZone
        isPaused
      }
      orders {
        id
        ...KitchenOrder
      }
      openSessions {
        id
        ...KitchenSession
      }
    }
  }
`)

// Each event brings what the board query selects: see KitchenOrder. The cache reads `status` of a table's event, and
// GraphQL allows one type per name, so an order's status has another.
const FeedSubscription = graphql(`
  subscription KitchenFeed($restaurantId: ID!, $after: String) {
    restaurantEvents(restaurantId: $restaurantId, after: $after) {
      __typename
      id
      cursor
      ... on OrderCreatedEvent {
        order {
          id
          ...KitchenOrder
        }
      }
      ... on OrderStatusChangedEvent {
        movedTo: status
        order {
          id
          ...KitchenOrder
        }
      }
      ... on OrderAcknowledgedEvent {
        order {
          id
          version
          acknowledgedAt
        }
      }
      ... on OrderEscalatedEvent {
        order {
          id
          version
          escalatedAt
        }
      }
      ... on TableSessionChangedEvent {
        status
        tableSession {
          id
          ...KitchenSession
        }
      }
      ... on GuestJoinedEvent {
        tableSession {
          id
          ...KitchenTableGuests
        }
      }
      ... on GuestRemovedEvent {
        tableSession {
          id
          ...KitchenTableGuests
        }
      }
      ... on JoinRequestedEvent {
        joinRequest {
          id
          ...KitchenJoinRequest
        }
      }
      ... on JoinRequestDecidedEvent {
        joinRequest {
          id
          ...KitchenJoinRequest
        }
      }
      ... on MenuItemAvailabilityChangedEvent {
        menuItem {
          id
          isAvailable
        }
      }
      ... on OrderingPausedChangedEvent {
        restaurant {
          id
          isPaused
        }
      }
    }
  }
`)

/** Long enough to look up from the stove, short enough not to stand over the cards: the card itself stays. */
const CANCELLED_SHOWN_MS = 8000

type KitchenBoardProps = {
  restaurantId: string
  kind: ViewerKind
  abilities: Abilities
  bell: Bell
  wakeLock: WakeLock
  /** This viewer may not, or no longer, see this kitchen. */
  onDenied: () => void
  onEndShift: () => void
  onSignOut: () => void
}

/** A kitchen's board for a whole shift: the snapshot, and everything that happens after it. */
export function KitchenBoard(props: KitchenBoardProps) {
  const { restaurantId, bell, wakeLock, onDenied } = props
  const client = useClient()
  const moves = useOrderMoves()
  const [result, execute] = useQuery({ query: BoardQuery, variables: { restaurantId } })
  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  useRearmOnTap(bell, wakeLock)
  const joining = useJoinRequests(restaurantId)

  const denied = isDenied(result.error?.graphQLErrors)
  useEffect(() => {
    if (denied) onDenied()
  }, [denied, onDenied])

  useFeed({
    document: FeedSubscription,
    variables: { restaurantId },
    cursor: result.data?.kitchenBoard.cursor,
    reload: async () => {
      const fresh = await client
        .query(BoardQuery, { restaurantId }, { requestPolicy: 'network-only' })
        .toPromise()
      if (isDenied(fresh.error?.graphQLErrors)) onDenied()
      joining.refresh()
      return fresh.data?.kitchenBoard.cursor
    },
    onEvent: ({ restaurantEvents }) => {
      tellCancelled(restaurantEvents, moves.isOwn)
      if (restaurantEvents.__typename === 'JoinRequestedEvent') {
        joining.refresh()
        bell.ring()
      }
    },
    onDenied,
  })

  return (
    <QueryView
      result={result}
      retry={retry}
      skeleton={<BoardSkeleton />}
      advice="This screen cannot show the orders. We keep trying; use another screen until it is back."
    >
      {({ kitchenBoard }) => (
        <BoardView
          {...props}
          restaurant={kitchenBoard.restaurant}
          orders={readFragment(KitchenOrder, kitchenBoard.orders)}
          sessions={readFragment(KitchenSession, kitchenBoard.openSessions)}
          joining={joining}
          moves={moves}
        />
      )}
    </QueryView>
  )
}

/**
 * The card of an order that somebody else cancelled may be out of sight, further down or on another tab: say it. What was
 * missed, the board's banner says.
 */
function tellCancelled(event: KitchenFeedSubscription['restaurantEvents'], isOwn: OrderMoves['isOwn']) {
  if (event.__typename !== 'OrderStatusChangedEvent' || event.movedTo !== 'CANCELLED') return
  const order = readFragment(KitchenOrder, event.order)
  if (isOwn(order) || cameLate(order.updatedAt, connectionMonitor.get())) return
  const reason = lastChange(order)?.reason
  showToast({
    title: `Order ${order.number} is cancelled`,
    description: `${order.tableLabel}${reason ? ` · ${reason}` : ''}`,
    tone: 'cancelled',
    timeout: CANCELLED_SHOWN_MS,
  })
}

function BoardSkeleton() {
  return (
    <main aria-busy="true" aria-label="Loading the orders" className="flex h-dvh flex-col gap-4 p-4">
      <Skeleton className="h-14 shrink-0" />
      <div className="grid min-h-0 flex-1 gap-4 md:grid-cols-3">
        <Skeleton className="h-full" />
        <Skeleton className="h-full max-md:hidden" />
        <Skeleton className="h-full max-md:hidden" />
      </div>
    </main>
  )
}
