/** The subscriptions that listeners follow. */
export const FEEDS = ['orderCreated', 'restaurantEvents', 'orderStatusChanged', 'tableSessionEvents'] as const
export type FeedName = (typeof FEEDS)[number]

const EVENT = /* GraphQL */ `
  __typename id cursor
  ... on OrderCreatedEvent { order { id status version } }
  ... on OrderStatusChangedEvent { order { id status version } }
  ... on OrderAcknowledgedEvent { order { id } }`
const ANY_EVENT = /* GraphQL */ `${EVENT}
  ... on TableSessionChangedEvent { tableSession { id } sessionStatus: status }
  ... on MenuItemAvailabilityChangedEvent { menuItem { id } isAvailable }`

/** $of is a restaurant's id, or a session token. */
export const SUBSCRIPTIONS: Readonly<Record<FeedName, string>> = {
  orderCreated: `subscription ($of: ID!, $after: String) { event: orderCreated(restaurantId: $of, after: $after) {
    __typename id cursor order { id status version } } }`,
  restaurantEvents: `subscription ($of: ID!, $after: String) {
    event: restaurantEvents(restaurantId: $of, after: $after) { ${ANY_EVENT} } }`,
  orderStatusChanged: `subscription ($of: String!, $after: String) {
    event: orderStatusChanged(sessionToken: $of, after: $after) {
    __typename id cursor order { id status version } } }`,
  tableSessionEvents: `subscription ($of: String!, $after: String) {
    event: tableSessionEvents(sessionToken: $of, after: $after) { ${ANY_EVENT} } }`,
}

const ORDERS = 'cursor orders { id status version }'
export const BOARD = `query ($of: ID!) { snapshot: kitchenBoard(restaurantId: $of) { ${ORDERS} } }`
export const TABLE = `query ($of: String!) { snapshot: tableSession(sessionToken: $of) { ${ORDERS} } }`

/** Whether a feed is a session's, and not a restaurant's. */
export const isOfSession = (feed: FeedName) => feed === 'orderStatusChanged' || feed === 'tableSessionEvents'

// biome-ignore lint/suspicious/noExplicitAny: an event of any of the subscriptions above
export function textOf(event: any): string {
  switch (event.__typename) {
    case 'OrderCreatedEvent':
    case 'OrderStatusChangedEvent':
      return orderText(event.order)
    case 'OrderAcknowledgedEvent':
      return acknowledgedText(event.order.id)
    case 'TableSessionChangedEvent':
      return sessionText(event.tableSession.id, event.sessionStatus)
    default:
      return itemText(event.menuItem.id, event.isAvailable)
  }
}

export const orderText = (order: { id: string; version: number; status: string }) =>
  `order ${order.id} v${order.version} ${order.status}`
export const acknowledgedText = (id: string) => `order ${id} acknowledged`
export const sessionText = (id: string, status: string) => `session ${id} ${status}`
export const itemText = (id: string, isAvailable: boolean) => `item ${id} ${isAvailable ? 'on' : 'off'}`
