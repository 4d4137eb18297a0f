import { requirePermission } from '../auth/permissions.ts'
import type { FeedEvent } from '../events/event.ts'
import { sharedSource } from '../events/shared-reads.ts'
import { builder } from '../graphql/builder.ts'
import type { Services } from '../graphql/context.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import { RestaurantEvent } from '../restaurants/restaurant-events.schema.ts'
import type { JoinRequest as JoinRequestShape } from './join-requests.service.ts'
import type { JoinRequestChange } from './request-to-join.ts'

const JoinRequestStatus = builder.enumType('JoinRequestStatus', {
  description: 'What has become of a request to sit down.',
  values: {
    PENDING: { description: 'The staff have not decided.' },
    APPROVED: { description: 'The device sits at the table: its joinRequestToken is its sessionToken now.' },
    DECLINED: { description: 'The staff said no.' },
    WITHDRAWN: { description: 'The device waits no more.' },
    EXPIRED: { description: 'Nobody decided in time.' },
  } as const,
})

const JoinRequest = builder.objectRef<JoinRequestShape>('JoinRequest').implement({
  access: ['guest', 'guests:manage', 'orders:read'],
  description: 'A device that asks the staff whether it may sit down.',
  fields: (t) => ({
    id: t.id({
      description: 'For decideJoinRequest.',
      resolve: ({ id }) => encodeGlobalId('JoinRequest', id),
    }),
    status: t.field({
      type: JoinRequestStatus,
      description: 'What has become of it.',
      resolve: ({ status }) => status,
    }),
    guestName: t.exposeString('guestName', { nullable: true, description: 'Who says to be there.' }),
    table: t.prismaField({
      type: 'Table',
      description: 'Where.',
      resolve: (query, request, _args, { db, sharedReads }) =>
        sharedReads.read(request, `table ${JSON.stringify(query)}`, async () =>
          db.table.findUniqueOrThrow({ ...query, where: { id: request.tableId } }),
        ),
    }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime', description: 'Since when it waits.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'From then on nobody waits any more.',
    }),
  }),
})

builder.queryField('joinRequests', (t) =>
  t.field({
    access: 'guests:manage',
    type: [JoinRequest],
    description: 'The devices that wait to sit down, the longest first. For staff.',
    args: { restaurantId: t.arg.id({ required: true, description: 'The restaurant.' }) },
    async resolve(_parent, { restaurantId }, { joinRequests, viewer }) {
      const id = databaseId('Restaurant', restaurantId)
      requirePermission(viewer, id, 'guests:manage')
      return [...(await joinRequests.waiting(id))]
    },
  }),
)

builder.subscriptionField('joinRequestChanged', (t) =>
  t.field({
    access: 'guest',
    type: JoinRequest,
    description:
      'What becomes of a request to sit down: as it is now, then as it is decided, then the end. For the device that waits.',
    args: {
      joinRequestToken: t.arg.string({ required: true, description: 'From JoinApprovalPendingError.' }),
    },
    subscribe: (_parent, { joinRequestToken }, { joinRequests }) => joinRequests.watch(joinRequestToken),
    resolve: (request) => request,
  }),
)

const DecideJoinRequestInput = builder.inputType('DecideJoinRequestInput', {
  description: 'Whether a device may sit down.',
  fields: (t) => ({
    joinRequestId: t.id({ required: true, description: 'Which.' }),
    isApproved: t.boolean({ required: true, description: 'True lets it sit down, false does not.' }),
  }),
})

const DecideJoinRequestPayload = builder
  .objectRef<{ readonly joinRequest: JoinRequestShape }>('DecideJoinRequestPayload')
  .implement({
    access: 'parent',
    description: 'It is decided, by this or before.',
    fields: (t) => ({
      joinRequest: t.field({
        type: JoinRequest,
        description: 'The request as it is now.',
        resolve: ({ joinRequest }) => joinRequest,
      }),
    }),
  })

builder.mutationField('decideJoinRequest', (t) =>
  t.field({
    access: 'guests:manage',
    type: DecideJoinRequestPayload,
    description:
      'Lets a device sit down, or not. One that is decided, withdrawn or expired is left as it is. For staff.',
    args: {
      input: t.arg({ type: DecideJoinRequestInput, required: true, description: 'Which, and how.' }),
    },
    resolve: async (_parent, { input }, { joinRequests, viewer }) => ({
      joinRequest: await joinRequests.decide(viewer, {
        joinRequestId: databaseId('JoinRequest', input.joinRequestId),
        isApproved: input.isApproved,
      }),
    }),
  }),
)

const change = ({ event }: FeedEvent) => event.payload as JoinRequestChange

/** The request that an event is of, as it is now. */
function requestOf(
  event: FeedEvent,
  _args: object,
  { joinRequests, sharedReads }: Services,
): Promise<JoinRequestShape> {
  const { joinRequestId } = change(event)
  return sharedReads.read(sharedSource(event), `join request ${joinRequestId}`, () =>
    joinRequests.existing(joinRequestId),
  )
}

builder.objectRef<FeedEvent>('JoinRequestedEvent').implement({
  access: ['orders:read'],
  description: "A device asks whether it may sit down. Only on a restaurant's feed.",
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    joinRequest: t.field({
      type: JoinRequest,
      description: 'The request as it is now.',
      resolve: requestOf,
    }),
  }),
})

builder.objectRef<FeedEvent>('JoinRequestDecidedEvent').implement({
  access: ['orders:read'],
  description: "Staff let a device sit down, or not, or it waits no more. Only on a restaurant's feed.",
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    joinRequest: t.field({
      type: JoinRequest,
      description: 'The request as it is now.',
      resolve: requestOf,
    }),
    status: t.field({
      type: JoinRequestStatus,
      description: 'What became of it.',
      resolve: (event) => change(event).status,
    }),
  }),
})
