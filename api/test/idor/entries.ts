import { randomUUID } from 'node:crypto'
import { encodeCursor } from '../../src/events/cursor.ts'
import { encodeGlobalId } from '../../src/graphql/global-id.ts'
import type { Entry, FieldName } from './cells.ts'
import type { Seat, World } from './world.ts'

/** An id of the kind that nothing has, and one that nothing can have. */
export function nothingLike(typename: string): string[] {
  return [encodeGlobalId(typename, randomUUID()), encodeGlobalId(typename, 'nothing')]
}

/** Things that only those know of who work with orders. */
const OF_GUESTS: ReadonlySet<string> = new Set(['Order', 'TableSession', 'Guest', 'JoinRequest', 'Table'])

const NOBODY = '00000000-0000-4000-8000-000000000000'

/** Every way to something here by its id, but for nodes. @param seat of a guest here */
export async function createEntries(world: World, seat: Seat): Promise<Entry[]> {
  const { api, here, elsewhere, spare } = world
  const { db, services } = api
  const [hereId, elsewhereId] = [here, elsewhere].map(({ id }) => encodeGlobalId('Restaurant', id)) as [
    string,
    string,
  ]
  const beginningOf = (place: string) =>
    encodeCursor({ kind: 'restaurant', id: place }, { position: 0, eventId: null })

  /** A field that takes the id of the restaurant. */
  const ofRestaurant = (field: FieldName, granted: string, others: object = {}, input = true): Entry => ({
    field,
    at: here.id,
    there: hereId,
    notThere: nothingLike('Restaurant'),
    variables: (restaurantId) =>
      input ? { input: { restaurantId, ...others } } : { restaurantId, ...others },
    granted,
  })

  /** A mutation that takes the id of something in it. */
  const ofThing = (
    field: FieldName,
    typename: string,
    id: string,
    granted: string,
    others: object = {},
  ): Entry => ({
    field,
    at: here.id,
    there: encodeGlobalId(typename, id),
    notThere: nothingLike(typename),
    variables: (asked) => ({ input: { [ARGUMENT[typename] ?? '']: asked, ...others } }),
    granted,
    ...(OF_GUESTS.has(typename) ? { seenWith: 'orders:read' } : {}),
  })

  const freshly = (entry: Entry, typename: string, make: () => Promise<string>): Entry => ({
    ...entry,
    fresh: async () => encodeGlobalId(typename, await make()),
  })

  const closed = await world.sit(here, 5)
  await services.sessions.close(here.owner, { tableSessionId: closed.tableSessionId })
  await world.wait(6)
  const joinRequest = await db.joinRequest.findFirstOrThrow({ orderBy: { requestedAt: 'desc' } })
  const { apiKey } = await services.apiKeys.create(here.owner, {
    restaurantId: here.id,
    name: 'Old till',
    scopes: ['ORDERS_READ'],
  })
  await services.apiKeys.revoke(here.owner, apiKey.id)
  const owner = await db.staffMember.findFirstOrThrow({ where: { restaurantId: here.id, role: 'OWNER' } })
  const [server, device, invitation, guest] = [
    await spare.member('SERVER'),
    await spare.device(),
    await spare.invitation(),
    await spare.guest(),
  ]

  const entries: Entry[] = [
    ofRestaurant('Query.kitchenBoard', 'KitchenBoard', {}, false),
    ofRestaurant('Query.joinRequests', 'data', {}, false),
    ofRestaurant('Query.restaurantEvents', 'RestaurantEventsConnection', {}, false),
    ofRestaurant('Subscription.restaurantEvents', 'TableSessionChangedEvent', {}, false),
    ofRestaurant('Subscription.orderCreated', 'OrderCreatedEvent', {}, false),
    ofRestaurant('Mutation.setOrderingPaused', 'SetOrderingPausedPayload', { isPaused: false }),
    ofRestaurant('Mutation.setAcknowledgeWithin', 'InvalidInputError', { seconds: 1 }),
    ofRestaurant('Mutation.setJoinPolicy', 'SetJoinPolicyPayload', { joinPolicy: 'PIN' }),
    ofRestaurant('Mutation.inviteStaff', 'InvalidInputError', { email: 'nobody', role: 'SERVER' }),
    {
      ...ofRestaurant('Mutation.inviteStaff', 'InvalidInputError', { email: 'nobody', role: 'OWNER' }),
      as: 'as an owner',
      access: 'owners:manage',
    },
    ofRestaurant('Mutation.approveDevice', 'InvalidInputError', { code: 'AAAAAAAA', label: '' }),
    ofRestaurant('Mutation.createApiKey', 'InvalidInputError', { name: '', scopes: [] }),
    ofRestaurant('Mutation.acknowledgeOrders', 'AcknowledgeOrdersPayload', {
      orderIds: [encodeGlobalId('Order', seat.orderId)],
    }),
    ofThing('Mutation.updateOrderStatus', 'Order', seat.orderId, 'OrderVersionConflictError', {
      status: 'READY',
      expectedVersion: 0,
    }),
    ofThing('Mutation.recordPayment', 'TableSession', seat.tableSessionId, 'InvalidInputError', {
      amountMinor: 2_000_000_000,
      method: 'CASH',
      idempotencyKey: 'idor',
    }),
    ofThing('Mutation.closeTableSession', 'TableSession', closed.tableSessionId, 'SessionClosedError'),
    freshly(ofThing('Mutation.removeGuest', 'Guest', guest, 'RemoveGuestPayload'), 'Guest', spare.guest),
    ofThing('Mutation.decideJoinRequest', 'JoinRequest', joinRequest.id, 'DecideJoinRequestPayload', {
      isApproved: false,
    }),
    ofThing('Mutation.rotateTableCode', 'Table', here.tables[7]?.id ?? '', 'RotateTableCodePayload'),
    ofThing(
      'Mutation.setMenuItemAvailability',
      'MenuItem',
      here.menuItemId,
      'SetMenuItemAvailabilityPayload',
      {
        isAvailable: true,
      },
    ),
    ofThing('Mutation.changeStaffRole', 'StaffMember', server, 'ChangeStaffRolePayload', { role: 'SERVER' }),
    {
      ...ofThing('Mutation.changeStaffRole', 'StaffMember', owner.id, 'ChangeStaffRolePayload', {
        role: 'OWNER',
      }),
      as: 'of an owner',
      access: 'owners:manage',
    },
    freshly(
      ofThing('Mutation.removeStaffMember', 'StaffMember', server, 'RemoveStaffMemberPayload'),
      'StaffMember',
      () => spare.member('SERVER'),
    ),
    freshly(
      {
        ...ofThing('Mutation.removeStaffMember', 'StaffMember', owner.id, 'RemoveStaffMemberPayload'),
        as: 'of an owner',
        access: 'owners:manage',
      },
      'StaffMember',
      () => spare.member('OWNER'),
    ),
    freshly(
      ofThing('Mutation.revokeInvitation', 'StaffInvitation', invitation, 'RevokeInvitationPayload'),
      'StaffInvitation',
      spare.invitation,
    ),
    ofThing('Mutation.renameDevice', 'Device', device, 'InvalidInputError', { label: '' }),
    freshly(
      ofThing('Mutation.revokeDevice', 'Device', device, 'RevokeDevicePayload'),
      'Device',
      spare.device,
    ),
    ofThing('Mutation.revokeApiKey', 'ApiKey', apiKey.id, 'RevokeApiKeyPayload'),

    // Something from here, asked of the restaurant elsewhere.
    {
      field: 'Mutation.acknowledgeOrders',
      as: 'of another restaurant',
      at: elsewhere.id,
      there: encodeGlobalId('Order', seat.orderId),
      notThere: nothingLike('Order'),
      variables: (order) => ({ input: { restaurantId: elsewhereId, orderIds: [order] } }),
      granted: 'NOT_FOUND',
      isForeign: true,
    },
    ...(
      ['Query.restaurantEvents', 'Subscription.restaurantEvents', 'Subscription.orderCreated'] as const
    ).map(
      (field): Entry => ({
        field,
        as: 'after a cursor of another restaurant',
        at: elsewhere.id,
        there: beginningOf(here.id),
        notThere: [beginningOf(NOBODY), seat.after, 'nothing'],
        variables: (after) => ({ restaurantId: elsewhereId, after }),
        granted: 'INVALID_CURSOR',
        isForeign: true,
      }),
    ),
  ]
  return entries.map((entry) =>
    entry.field.startsWith('Subscription.') ? withReplay(entry, beginningOf(here.id)) : entry,
  )
}

/** A subscription that has something to say at once. */
function withReplay(entry: Entry, after: string): Entry {
  return { ...entry, variables: (asked) => ({ after, ...entry.variables(asked) }) }
}

/** What the inputs call the id of a thing. */
const ARGUMENT: Readonly<Record<string, string>> = {
  Order: 'orderId',
  TableSession: 'tableSessionId',
  Guest: 'guestId',
  JoinRequest: 'joinRequestId',
  Table: 'tableId',
  MenuItem: 'menuItemId',
  StaffMember: 'memberId',
  StaffInvitation: 'invitationId',
  Device: 'deviceId',
  ApiKey: 'apiKeyId',
}
