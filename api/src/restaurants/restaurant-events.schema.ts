import { requirePermission } from '../auth/permissions.ts'
import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import { pageSize } from '../graphql/page-size.ts'

/** What all events have; each domain implements its own, named after the type in the log. */
export const RestaurantEvent = builder.interfaceRef<FeedEvent>('RestaurantEvent').implement({
  access: 'parent',
  description: 'One change, once. Every event of every feed implements it.',
  resolveType: ({ event }) => `${event.type}Event`,
  fields: (t) => ({
    id: t.id({
      description: 'The same on every feed that shows the event.',
      resolve: ({ event }) => encodeGlobalId('Event', event.id),
    }),
    cursor: t.exposeString('cursor', {
      description: 'Where this feed goes on behind this event: pass it as `after`.',
    }),
    occurredAt: t.field({
      type: 'DateTime',
      description: 'When the change was made, by the clock of the server that made it.',
      resolve: ({ event }) => event.occurredAt,
    }),
  }),
})

const RestaurantEventsConnection = builder.connectionObject(
  {
    access: 'parent',
    type: RestaurantEvent,
    name: 'RestaurantEventsConnection',
    description: 'A page of the log.',
  },
  { access: 'parent', name: 'RestaurantEventsConnectionEdge', description: 'An event in the log.' },
)

/** What follows a cursor, described once for every field that takes one. */
export const AFTER = 'A cursor of the same feed: what followed it comes first, in order, then what happens.'

builder.queryField('restaurantEvents', (t) =>
  t.field({
    access: 'orders:read',
    type: RestaurantEventsConnection,
    description:
      'The log, by pull: the same events and cursors as the subscription of this name, oldest first. For staff, and for partners with orders:read.',
    args: {
      restaurantId: t.arg.id({ required: true, description: 'The restaurant.' }),
      first: t.arg.int({ description: 'How many, 1 to 100. Default 20.' }),
      after: t.arg.string({
        description: 'Only what followed this cursor. Without it: from the oldest event kept.',
      }),
    },
    async resolve(_parent, { restaurantId, first, after }, { viewer, log }) {
      const id = databaseId('Restaurant', restaurantId)
      requirePermission(viewer, id, 'orders:read')
      const { events, hasMore } = await log.page(
        { kind: 'restaurant', id },
        { after: after ?? undefined, limit: pageSize(first) },
      )
      return {
        edges: events.map((event) => ({ cursor: event.cursor, node: event })),
        pageInfo: {
          hasNextPage: hasMore,
          hasPreviousPage: false,
          startCursor: events[0]?.cursor ?? null,
          endCursor: events.at(-1)?.cursor ?? null,
        },
      }
    },
  }),
)

builder.subscriptionField('restaurantEvents', (t) =>
  t.field({
    access: 'orders:read',
    type: RestaurantEvent,
    description:
      'Everything that happens in a restaurant, in one order: for kitchen displays and POS systems. For staff, and for partners with orders:read.',
    args: {
      restaurantId: t.arg.id({ required: true, description: 'The restaurant.' }),
      after: t.arg.string({ description: AFTER }),
    },
    subscribe(_parent, { restaurantId, after }, { viewer, log }) {
      const id = databaseId('Restaurant', restaurantId)
      requirePermission(viewer, id, 'orders:read')
      return log.subscribe({ kind: 'restaurant', id }, { after })
    },
    resolve: (event) => event,
  }),
)
