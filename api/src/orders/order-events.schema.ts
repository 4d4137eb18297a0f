import { requirePermission } from '../auth/permissions.ts'
import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId } from '../graphql/global-id.ts'
import { AFTER, RestaurantEvent } from '../restaurants/restaurant-events.schema.ts'
import type { OrderCreated, OrderNotice, OrderStatusChanged } from './order-snapshot.ts'
import { Order, OrderStatus } from './order-type.schema.ts'

const created = ({ event }: FeedEvent) => event.payload as OrderCreated
const changed = ({ event }: FeedEvent) => event.payload as OrderStatusChanged

const OrderCreatedEvent = builder.objectRef<FeedEvent>('OrderCreatedEvent').implement({
  access: ['guest', 'orders:read'],
  description: 'A guest placed an order.',
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order as it was placed.',
      resolve: (event) => created(event).order,
    }),
  }),
})

const OrderStatusChangedEvent = builder.objectRef<FeedEvent>('OrderStatusChangedEvent').implement({
  access: ['guest', 'orders:read'],
  description: 'An order was moved along, moved back or cancelled.',
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order as this change left it.',
      resolve: (event) => changed(event).order,
    }),
    previousStatus: t.field({
      type: OrderStatus,
      description: 'Where it came from.',
      resolve: (event) => changed(event).previousStatus,
    }),
    status: t.field({
      type: OrderStatus,
      description: 'Where it went.',
      resolve: (event) => changed(event).status,
    }),
  }),
})

const noticed = ({ event }: FeedEvent) => event.payload as OrderNotice

builder.objectRef<FeedEvent>('OrderAcknowledgedEvent').implement({
  access: ['guest', 'orders:read'],
  description:
    'A kitchen screen has shown an order, for the first time. An order that is moved before counts as acknowledged by that, without this event.',
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order, with its acknowledgedAt.',
      resolve: (event) => noticed(event).order,
    }),
  }),
})

builder.objectRef<FeedEvent>('OrderEscalatedEvent').implement({
  access: ['orders:read'],
  description:
    "Nobody has acknowledged an order within the restaurant's acknowledgeWithinSeconds: an alarm for every staff screen. Only on a restaurant's feed.",
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    order: t.field({
      type: Order,
      description: 'The order, with its escalatedAt.',
      resolve: (event) => noticed(event).order,
    }),
  }),
})

builder.subscriptionField('orderCreated', (t) =>
  t.field({
    access: 'orders:read',
    type: OrderCreatedEvent,
    description:
      'Each order that guests place in a restaurant. For its staff, and for partners with orders:read.',
    args: {
      restaurantId: t.arg.id({ required: true, description: 'The restaurant.' }),
      after: t.arg.string({ description: AFTER }),
    },
    subscribe(_parent, { restaurantId, after }, { viewer, log }) {
      const id = databaseId('Restaurant', restaurantId)
      requirePermission(viewer, id, 'orders:read')
      return log.subscribe({ kind: 'restaurant', id }, { after, types: ['OrderCreated'] })
    },
    resolve: (event) => event,
  }),
)

builder.subscriptionField('orderStatusChanged', (t) =>
  t.field({
    access: 'guest',
    type: OrderStatusChangedEvent,
    description:
      "Each change of an order of the token's table session, whichever device placed it. Complete when the session closes. For guests.",
    args: {
      sessionToken: t.arg.string({ required: true, description: 'From startTableSession.' }),
      after: t.arg.string({ description: AFTER }),
    },
    async subscribe(_parent, { sessionToken, after }, { sessions, liveGuests, log }) {
      const reader = await sessions.requireReader(sessionToken)
      return log.subscribe(
        { kind: 'session', id: reader.guest.tableSessionId },
        { after, types: ['OrderStatusChanged'], ...liveGuests.whileReading(reader) },
      )
    },
    resolve: (event) => event,
  }),
)
