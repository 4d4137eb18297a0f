import { restaurantsWhere } from '../auth/permissions.ts'
import { InvalidInputError } from '../errors.ts'
import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { databaseId } from '../graphql/global-id.ts'
import { RestaurantEvent } from './restaurant-events.schema.ts'
import { OrderingPausedError } from './restaurants.errors.ts'
import type { OrderingPausedChange } from './restaurants.service.ts'

builder.objectType(OrderingPausedError, {
  access: 'parent',
  name: 'OrderingPausedError',
  description:
    'The restaurant takes no orders now: closed by its hours, or paused by its staff. Code ORDERING_PAUSED.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'The restaurant: its menu can be read all the same.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
  }),
})

const JoinPolicy = builder.enumType('JoinPolicy', {
  description: 'What it takes to sit down at a table besides its code. Those who sit already are not asked.',
  values: {
    OPEN: { description: 'Nothing.' },
    PIN: {
      description:
        'The first device sits down freely; those that join it need the PIN, which it shows, and the staff see.',
    },
    APPROVAL: { description: 'The staff let each device sit down, or not.' },
  } as const,
})

builder.prismaObject('OpeningHours', {
  access: 'anyone',
  description: "One stretch of opening on one weekday, in the restaurant's local time.",
  fields: (t) => ({
    weekday: t.exposeInt('weekday', { description: 'ISO 8601: 1 is Monday, 7 is Sunday.' }),
    opensAt: t.string({ description: 'HH:MM', resolve: ({ opensAt }) => clockTime(opensAt) }),
    closesAt: t.string({
      description: 'HH:MM; past 24:00 it is on the next day: 26:00 is two in the morning.',
      resolve: ({ closesAt }) => clockTime(closesAt),
    }),
  }),
})

builder.prismaNode('Restaurant', {
  access: 'anyone',
  restaurantOf: ({ id }) => id,
  description: 'A restaurant. What is not marked as for staff, anyone may see.',
  id: { field: 'id' },
  nullable: true,
  select: { id: true },
  fields: (t) => ({
    slug: t.exposeString('slug', { description: 'Its name in addresses. Unique.' }),
    name: t.exposeString('name', { description: 'Its name, as guests know it.' }),
    currency: t.exposeString('currency', { description: "ISO 4217 code of all the restaurant's money." }),
    timeZone: t.exposeString('timeZone', { description: 'IANA name, such as Europe/Berlin.' }),
    pricesIncludeTax: t.exposeBoolean('pricesIncludeTax', {
      description: 'True: menu prices include tax. False: tax is added to each order.',
    }),
    isPaused: t.exposeBoolean('isPaused', {
      description: 'Whether its staff have paused ordering, whatever the opening hours say.',
    }),
    isAcceptingOrders: t.boolean({
      description: 'Open now by its hours, and not paused.',
      select: { isPaused: true, timeZone: true, openingHours: true },
      resolve: (restaurant, _args, { restaurants }) => restaurants.isAcceptingOrders(restaurant),
    }),
    acknowledgeWithinSeconds: t.exposeInt('acknowledgeWithinSeconds', {
      description:
        'How long an order may wait for a kitchen screen to show it before the alarm is raised. For staff.',
      access: 'board:read',
    }),
    joinPolicy: t.expose('joinPolicy', {
      type: JoinPolicy,
      description: 'What it takes to sit down at a table besides its code.',
    }),
    openingHours: t.relation('openingHours', {
      description: 'By weekday.',
      query: { orderBy: [{ weekday: 'asc' }, { opensAt: 'asc' }] },
    }),
    tables: t.relation('tables', {
      description: 'Its tables. For staff, and for partners with orders:read.',
      access: 'orders:read',
      query: { orderBy: { position: 'asc' } },
    }),
  }),
})

builder.prismaNode('Table', {
  access: ['guest', 'orders:read'],
  restaurantOf: ({ restaurantId }) => restaurantId,
  description: 'A table that guests sit at.',
  id: { field: 'id' },
  nullable: true,
  select: { id: true, restaurantId: true },
  // By its id alone it is for those who work with orders: guests have their table from their session.
  findUnique: (id, { viewer }) => ({ id, restaurantId: { in: restaurantsWhere(viewer, 'orders:read') } }),
  fields: (t) => ({
    label: t.exposeString('label', { description: 'What guests and staff call it.' }),
    code: t.exposeString('code', {
      description: 'What the QR code at the table holds: /t/<code>. For staff.',
      access: 'tables:read',
    }),
  }),
})

function clockTime(minutes: number): string {
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0')
  return `${hours}:${String(minutes % 60).padStart(2, '0')}`
}

builder.queryField('restaurant', (t) =>
  t.prismaField({
    access: 'anyone',
    type: 'Restaurant',
    nullable: true,
    description: 'A restaurant by its slug. For anyone.',
    args: { slug: t.arg.string({ required: true, description: 'Its name in addresses.' }) },
    // Only what can be a slug is worth a look: PostgreSQL refuses some characters outright.
    resolve: (query, _parent, { slug }, { db }) =>
      /^[a-z0-9-]{1,63}$/.test(slug) ? db.restaurant.findUnique({ ...query, where: { slug } }) : null,
  }),
)

const SetOrderingPausedInput = builder.inputType('SetOrderingPausedInput', {
  description: 'Whether a restaurant takes orders.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'The restaurant.' }),
    isPaused: t.boolean({ required: true, description: 'True to pause, false to go on.' }),
  }),
})

function restaurantPayload(name: string) {
  return builder.objectRef<{ restaurantId: string }>(name).implement({
    access: 'parent',
    description: 'The restaurant as it is now.',
    fields: (t) => ({
      restaurant: t.prismaField({
        type: 'Restaurant',
        description: 'The restaurant.',
        resolve: (query, { restaurantId }, _args, { db }) =>
          db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
      }),
    }),
  })
}

builder.mutationField('setOrderingPaused', (t) =>
  t.field({
    access: 'ordering:pause',
    type: restaurantPayload('SetOrderingPausedPayload'),
    description:
      'Pauses ordering in a restaurant, or lets it go on. Open sessions stay open. For those who run it or cook.',
    args: { input: t.arg({ type: SetOrderingPausedInput, required: true, description: 'Which, and how.' }) },
    resolve: async (_parent, { input }, { restaurants, viewer }) => {
      const restaurantId = databaseId('Restaurant', input.restaurantId)
      await restaurants.setPaused(viewer, { restaurantId, isPaused: input.isPaused })
      return { restaurantId }
    },
  }),
)

const SetAcknowledgeWithinInput = builder.inputType('SetAcknowledgeWithinInput', {
  description: 'How long orders may wait for a kitchen screen to show them.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'The restaurant.' }),
    seconds: t.int({ required: true, description: '5 to 600.' }),
  }),
})

builder.mutationField('setAcknowledgeWithin', (t) =>
  t.field({
    access: 'restaurant:manage',
    type: restaurantPayload('SetAcknowledgeWithinPayload'),
    description:
      'Sets after how many seconds an order that no kitchen screen has shown raises the alarm. For owners and managers.',
    errors: {
      types: [InvalidInputError],
      union: { name: 'SetAcknowledgeWithinResult', description: 'The restaurant, or why not.' },
    },
    args: {
      input: t.arg({ type: SetAcknowledgeWithinInput, required: true, description: 'Which, and how long.' }),
    },
    resolve: async (_parent, { input }, { restaurants, viewer }) => {
      const restaurantId = databaseId('Restaurant', input.restaurantId)
      await restaurants.setAcknowledgeWithin(viewer, { restaurantId, seconds: input.seconds })
      return { restaurantId }
    },
  }),
)

const SetJoinPolicyInput = builder.inputType('SetJoinPolicyInput', {
  description: 'What it takes to sit down.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'The restaurant.' }),
    joinPolicy: t.field({ type: JoinPolicy, required: true, description: 'From now on.' }),
  }),
})

builder.mutationField('setJoinPolicy', (t) =>
  t.field({
    access: 'restaurant:manage',
    type: restaurantPayload('SetJoinPolicyPayload'),
    description: 'Sets what it takes to sit down at a table besides its code. For owners and managers.',
    args: { input: t.arg({ type: SetJoinPolicyInput, required: true, description: 'Which, and what.' }) },
    resolve: async (_parent, { input }, { restaurants, viewer }) => {
      const restaurantId = databaseId('Restaurant', input.restaurantId)
      await restaurants.setJoinPolicy(viewer, { restaurantId, joinPolicy: input.joinPolicy })
      return { restaurantId }
    },
  }),
)

builder.objectRef<FeedEvent>('OrderingPausedChangedEvent').implement({
  access: ['orders:read'],
  interfaces: [RestaurantEvent],
  description: "Staff paused ordering, or let it go on. Only on a restaurant's feed.",
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'The restaurant as it is now.',
      resolve: (query, { event }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: event.restaurantId } }),
    }),
    isPaused: t.boolean({
      description: 'What the change was.',
      resolve: ({ event }) => (event.payload as OrderingPausedChange).isPaused,
    }),
  }),
})
