import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import { RestaurantEvent } from '../restaurants/restaurant-events.schema.ts'
import type { GuestJoined, GuestRemoved } from './session-changes.ts'
import { sessionOf, TableSession, type TableSessionShape } from './session-type.schema.ts'
import type { TableGuest } from './table-guests.service.ts'

const Guest = builder.objectRef<TableGuest>('Guest').implement({
  access: ['guests:manage'],
  description: 'A device at a table.',
  fields: (t) => ({
    id: t.id({ description: 'For removeGuest.', resolve: ({ id }) => encodeGlobalId('Guest', id) }),
    name: t.exposeString('name', { nullable: true, description: 'The name it joined with.' }),
    joinedAt: t.expose('joinedAt', { type: 'DateTime', description: 'When it sat down.' }),
    lastSeenAt: t.expose('lastSeenAt', {
      type: 'DateTime',
      description: 'When its page was last known to be open, or it ordered; to the minute.',
    }),
    orderCount: t.exposeInt('orderCount', { description: 'How many orders it placed.' }),
  }),
})

builder.objectField(TableSession, 'guests', (t) =>
  t.field({
    type: [Guest],
    description: 'The devices at the table, in order of arrival. For staff.',
    access: 'guests:manage',
    resolve: async (session, _args, { tableGuests, sharedReads }) => [
      ...(await sharedReads.read(session, 'guests', () => tableGuests.of(session.id))),
    ],
  }),
)

const RemoveGuestInput = builder.inputType('RemoveGuestInput', {
  description: 'A device to send away.',
  fields: (t) => ({ guestId: t.id({ required: true, description: 'Which: the id of a Guest.' }) }),
})

const RemoveGuestPayload = builder
  .objectRef<{ readonly tableSession: TableSessionShape }>('RemoveGuestPayload')
  .implement({
    access: 'parent',
    description: 'The device is at the table no more.',
    fields: (t) => ({
      tableSession: t.field({
        type: TableSession,
        description: 'The session as it is now.',
        resolve: ({ tableSession }) => tableSession,
      }),
    }),
  })

builder.mutationField('removeGuest', (t) =>
  t.field({
    access: 'guests:manage',
    type: RemoveGuestPayload,
    description:
      'Removes a device from the table: its token no longer works, its subscriptions end, and the table has a new PIN. What it ordered stays. For staff.',
    args: { input: t.arg({ type: RemoveGuestInput, required: true, description: 'Which.' }) },
    async resolve(_parent, { input }, { tableGuests, sessions, viewer }) {
      const tableSessionId = await tableGuests.remove(viewer, databaseId('Guest', input.guestId))
      return { tableSession: await sessions.existing(tableSessionId) }
    },
  }),
)

const LeaveTableSessionInput = builder.inputType('LeaveTableSessionInput', {
  description: 'A place to give up.',
  fields: (t) => ({
    sessionToken: t.string({
      required: true,
      description: 'From startTableSession; or a joinRequestToken, to wait no more.',
    }),
  }),
})

const LeaveTableSessionPayload = builder
  .objectRef<Record<never, never>>('LeaveTableSessionPayload')
  .implement({
    access: 'parent',
    description: 'The token no longer works.',
    fields: (t) => ({
      hasLeft: t.boolean({
        description: 'True, also for a token that was no good before.',
        resolve: () => true,
      }),
    }),
  })

builder.mutationField('leaveTableSession', (t) =>
  t.field({
    access: 'guest',
    type: LeaveTableSessionPayload,
    description:
      'Gives a place at a table up, for good: for guests who go. What they ordered stays. The last to leave a table that has ordered nothing frees it.',
    args: { input: t.arg({ type: LeaveTableSessionInput, required: true, description: 'Whose.' }) },
    async resolve(_parent, { input }, { tableGuests, joinRequests }) {
      if (!(await joinRequests.withdraw(input.sessionToken))) await tableGuests.leave(input.sessionToken)
      return {}
    },
  }),
)

const joined = ({ event }: FeedEvent) => event.payload as GuestJoined
const removed = ({ event }: FeedEvent) => event.payload as GuestRemoved

builder.objectRef<FeedEvent>('GuestJoinedEvent').implement({
  access: ['orders:read'],
  description:
    "Another device joined a party; the first one's sitting down is a TableSessionChangedEvent. Only on a restaurant's feed.",
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    guestId: t.id({
      description: 'The device, as the session lists it.',
      resolve: (event) => encodeGlobalId('Guest', joined(event).guestId),
    }),
    tableSession: t.field({
      type: TableSession,
      description: 'The session as it is now.',
      resolve: (event, _args, context) => sessionOf(event, joined(event).tableSessionId, context),
    }),
  }),
})

builder.objectRef<FeedEvent>('GuestRemovedEvent').implement({
  access: ['guest', 'orders:read'],
  restaurantOf: ({ event }) => event.restaurantId,
  description: 'A device left a table, or staff removed it. The PIN of the table may be another one now.',
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    guestId: t.id({
      description: 'The device.',
      resolve: (event) => encodeGlobalId('Guest', removed(event).guestId),
    }),
    by: t.string({
      access: 'guests:manage',
      nullable: true,
      description: 'Who of the staff removed it; null where it left. For staff; null for guests.',
      resolve: (event) => removed(event).by,
    }),
    tableSession: t.field({
      type: TableSession,
      description: 'The session as it is now.',
      resolve: (event, _args, context) => sessionOf(event, removed(event).tableSessionId, context),
    }),
  }),
})
