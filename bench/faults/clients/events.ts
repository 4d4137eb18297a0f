/** What every stream selects of an event of any type. */
export const EVENT_FIELDS = /* GraphQL */ `
  __typename id cursor occurredAt
  ... on OrderCreatedEvent { order { id status version } }
  ... on OrderStatusChangedEvent { order { id status version } }
  ... on OrderAcknowledgedEvent { order { id status version } }
  ... on OrderEscalatedEvent { order { id status version } }
  ... on TableSessionChangedEvent { status }`
