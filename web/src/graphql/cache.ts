import { gql } from '@urql/core'
import { type Cache, cacheExchange, type UpdateResolver } from '@urql/exchange-graphcache'
import { serverClock } from '../ui/server-clock'

/** Types without an identity of their own: they live inside what holds them. Events do too, or they would pile up all shift. */
const embedded = [
  'Access',
  'Bill',
  'Demo',
  'DemoRestaurant',
  'DemoStaff',
  'DemoTable',
  'Membership',
  'Menu',
  'GuestJoinedEvent',
  'GuestRemovedEvent',
  'JoinRequestDecidedEvent',
  'JoinRequestedEvent',
  'MenuItemAvailabilityChangedEvent',
  'Money',
  'OpeningHours',
  'OrderAcknowledgedEvent',
  'OrderCreatedEvent',
  'OrderEscalatedEvent',
  'OrderItemOption',
  'OrderStatusChange',
  'OrderStatusChangedEvent',
  'OrderingPausedChangedEvent',
  'PageInfo',
  'ReceivedInvitation',
  'RestaurantAuditTrailConnection',
  'RestaurantAuditTrailConnectionEdge',
  'TableSessionChangedEvent',
]

const eventTypes = [
  'GuestJoinedEvent',
  'GuestRemovedEvent',
  'JoinRequestDecidedEvent',
  'JoinRequestedEvent',
  'MenuItemAvailabilityChangedEvent',
  'OrderAcknowledgedEvent',
  'OrderCreatedEvent',
  'OrderEscalatedEvent',
  'OrderStatusChangedEvent',
  'OrderingPausedChangedEvent',
  'TableSessionChangedEvent',
]

const errorTypes = [
  'AlreadyStaffError',
  'IdempotencyKeyReusedError',
  'IllegalTransitionError',
  'InvalidCredentialsError',
  'InvalidInputError',
  'InvalidOptionSelectionError',
  'JoinApprovalPendingError',
  'LastOwnerError',
  'LinkInvalidError',
  'MenuItemUnavailableError',
  'OrderVersionConflictError',
  'OrderingPausedError',
  'PairingInvalidError',
  'PairingPendingError',
  'SessionClosedError',
  'TableBusyError',
  'TableCodeInvalidError',
  'TablePinRequiredError',
  'TooManyApiKeysError',
]

const doneStatuses = new Set(['SERVED', 'CANCELLED'])
const REMEMBER_DONE_MS = 60 * 60_000

type Link = { __typename: string; id: string }
type FeedEvent = { __typename: string; cursor?: string; order?: Link; tableSession?: Link }
type UpdateOf<Field extends string, Args> = UpdateResolver<Record<Field, FeedEvent>, Args>

const sessionCursor = gql`
  fragment SessionCursor on TableSession {
    id
    cursor
  }
`
const boardCursor = gql`
  fragment BoardCursor on KitchenBoard {
    restaurant {
      id
    }
    cursor
  }
`

/**
 * An event changes the cached snapshot and moves the snapshot's cursor with it: the two always belong together, so a
 * screen that comes back to a cached snapshot subscribes from its cursor and misses nothing.
 * Fields of what an event carries (an order's status, an item's availability) are updated by normalisation alone.
 */
const onTableSessionEvent: UpdateOf<'tableSessionEvents', { sessionToken: string }> = (data, args, cache) => {
  const event = data.tableSessionEvents
  const session = cache.resolve('Query', 'tableSession', { sessionToken: args.sessionToken })
  if (typeof session !== 'string') return
  if (event.__typename === 'OrderCreatedEvent' && event.order)
    addToList(cache, session, 'orders', event.order)
  const id = cache.resolve(session, 'id')
  if (event.cursor)
    cache.writeFragment(sessionCursor, { __typename: 'TableSession', id, cursor: event.cursor })
}

const onRestaurantEvent: UpdateOf<'restaurantEvents', { restaurantId: string }> = (data, args, cache) => {
  const event = data.restaurantEvents
  const { restaurantId } = args
  const board = cache.resolve('Query', 'kitchenBoard', { restaurantId })
  if (typeof board !== 'string') return
  if (event.__typename === 'OrderCreatedEvent' && event.order) {
    forgetDone(cache, board)
    addToList(cache, board, 'orders', event.order)
  }
  if (event.__typename === 'TableSessionChangedEvent' && event.tableSession) {
    if (cache.resolve(event.tableSession, 'status') === 'CLOSED')
      removeFromList(cache, board, 'openSessions', event.tableSession)
    else addToList(cache, board, 'openSessions', event.tableSession)
  }
  if (event.cursor) {
    const restaurant = { __typename: 'Restaurant', id: restaurantId }
    cache.writeFragment(boardCursor, { __typename: 'KitchenBoard', restaurant, cursor: event.cursor })
  }
}

type CreateOrderResult = { createOrder: { __typename: string; order?: Link } }

/** The answer puts the order into the list at once: whoever ordered need not wait for the event. */
const onOrderCreated: UpdateResolver<CreateOrderResult, { input: { sessionToken: string } }> = (
  data,
  args,
  cache,
) => {
  const session = cache.resolve('Query', 'tableSession', { sessionToken: args.input.sessionToken })
  const { order } = data.createOrder
  if (typeof session === 'string' && order) addToList(cache, session, 'orders', order)
}

/**
 * A board stays open for a whole shift, and every event reads all of its list: what was done an hour ago goes, so that
 * the five-hundredth order is drawn as fast as the first.
 */
function forgetDone(cache: Cache, board: string) {
  const keys = linkedKeys(cache, board, 'orders')
  const before = serverClock.now().getTime() - REMEMBER_DONE_MS
  const kept = keys?.filter(
    (key) =>
      !doneStatuses.has(cache.resolve(key, 'status') as string) ||
      new Date(cache.resolve(key, 'updatedAt') as string).getTime() >= before,
  )
  if (keys && kept && kept.length < keys.length) cache.link(board, 'orders', kept)
}

function addToList(cache: Cache, owner: string, field: string, entity: Link) {
  const keys = linkedKeys(cache, owner, field)
  const key = cache.keyOfEntity(entity)
  if (keys && key && !keys.includes(key)) cache.link(owner, field, [...keys, key])
}

function removeFromList(cache: Cache, owner: string, field: string, entity: Link) {
  const keys = linkedKeys(cache, owner, field)
  const key = cache.keyOfEntity(entity)
  if (keys && key)
    cache.link(
      owner,
      field,
      keys.filter((other) => other !== key),
    )
}

/** The keys of the entities in a cached list; undefined while the list is not loaded. */
function linkedKeys(cache: Cache, owner: string, field: string): string[] | undefined {
  const list = cache.resolve(owner, field)
  return Array.isArray(list) ? (list as unknown[] as string[]) : undefined
}

/** A restaurant has one board: select `restaurant { id }` wherever a board is selected. */
function keyOfBoard(board: { [field: string]: unknown }): string | null {
  return (board['restaurant'] as { id?: string } | undefined)?.id ?? null
}

/** The normalised cache: one copy of each order, item and session, whichever query or event brought it. */
export function createCache() {
  return cacheExchange({
    keys: {
      ...Object.fromEntries(embedded.map((type) => [type, () => null])),
      KitchenBoard: keyOfBoard,
    },
    possibleTypes: { RestaurantEvent: eventTypes, Error: errorTypes },
    updates: {
      Mutation: { createOrder: onOrderCreated },
      Subscription: { tableSessionEvents: onTableSessionEvent, restaurantEvents: onRestaurantEvent },
    },
  })
}
