import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { AFTER, RestaurantEvent } from '../restaurants/restaurant-events.schema.ts'
import type { TableSessionChange } from './session-changes.ts'
import { sessionOf, TableSession, TableSessionStatus } from './session-type.schema.ts'

const changed = ({ event }: FeedEvent) => event.payload as TableSessionChange

builder.objectRef<FeedEvent>('TableSessionChangedEvent').implement({
  access: ['guest', 'orders:read'],
  restaurantOf: ({ event }) => event.restaurantId,
  description: 'A party sat down, asked for its bill, paid a part of it, or its session ended.',
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    tableSession: t.field({
      type: TableSession,
      description: 'The session as it is now.',
      resolve: (event, _args, context) => sessionOf(event, changed(event).tableSessionId, context),
    }),
    previousStatus: t.field({
      type: TableSessionStatus,
      nullable: true,
      description: 'Where it was; null when it was opened by this change.',
      resolve: (event) => changed(event).previousStatus,
    }),
    status: t.field({
      type: TableSessionStatus,
      description: 'Where it came to; the same as before for a part payment.',
      resolve: (event) => changed(event).status,
    }),
    reason: t.string({
      access: 'orders:read',
      nullable: true,
      description: 'Why staff ended it, in their words. For staff; null for guests.',
      resolve: (event) => changed(event).reason,
    }),
  }),
})

builder.subscriptionField('tableSessionEvents', (t) =>
  t.field({
    access: 'guest',
    type: RestaurantEvent,
    description:
      "All that happens at the token's table, in one order, up to the event of its session's closing, behind which it is complete: for a guest's screen.",
    args: {
      sessionToken: t.arg.string({ required: true, description: 'From startTableSession.' }),
      after: t.arg.string({ description: AFTER }),
    },
    async subscribe(_parent, { sessionToken, after }, { sessions, liveGuests, log }) {
      const reader = await sessions.requireReader(sessionToken)
      return log.subscribe(
        { kind: 'session', id: reader.guest.tableSessionId },
        { after, ...liveGuests.whileReading(reader) },
      )
    },
    resolve: (event) => event,
  }),
)
