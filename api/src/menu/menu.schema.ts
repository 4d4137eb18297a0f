import type { FeedEvent } from '../events/event.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId } from '../graphql/global-id.ts'
import { Money } from '../graphql/money.ts'
import { RestaurantEvent } from '../restaurants/restaurant-events.schema.ts'
import type { MenuItemAvailabilityChange } from './menu.service.ts'

/** Prices are in the currency of the restaurant. */
const CURRENCY = { restaurant: { select: { currency: true } } } as const

builder.prismaNode('MenuOption', {
  access: 'anyone',
  description: 'One choice in an option group.',
  id: { field: 'id' },
  nullable: true,
  select: { id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    priceDelta: t.field({
      type: Money,
      description: 'What it adds to the price of the item; below 0 it takes off.',
      select: { priceDeltaMinor: true, optionGroup: { select: { menuItem: { select: CURRENCY } } } },
      resolve: ({ priceDeltaMinor, optionGroup }) => ({
        amountMinor: priceDeltaMinor,
        currency: optionGroup.menuItem.restaurant.currency,
      }),
    }),
    isAvailable: t.exposeBoolean('isAvailable', { description: 'False: sold out.' }),
  }),
})

builder.prismaNode('OptionGroup', {
  access: 'anyone',
  description: 'A question about an item: its size, its side, its extras.',
  id: { field: 'id' },
  nullable: true,
  select: { id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What is asked.' }),
    minSelections: t.exposeInt('minSelections', {
      description: 'How many options must be chosen at least; above 0 the group is required.',
    }),
    maxSelections: t.exposeInt('maxSelections', { description: 'How many options may be chosen at most.' }),
    options: t.relation('options', {
      description: 'What there is to choose.',
      query: { orderBy: { position: 'asc' } },
    }),
  }),
})

builder.prismaNode('MenuItem', {
  access: 'anyone',
  description: 'Something to order.',
  id: { field: 'id' },
  nullable: true,
  select: { id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    description: t.exposeString('description', {
      nullable: true,
      description: 'What it is, in a sentence or two.',
    }),
    price: t.field({
      type: Money,
      description: 'For one, before options.',
      select: { priceMinor: true, ...CURRENCY },
      resolve: ({ priceMinor, restaurant }) => ({ amountMinor: priceMinor, currency: restaurant.currency }),
    }),
    imageUrl: t.exposeString('imageUrl', {
      nullable: true,
      description: 'A picture: an address, or a path on the origin that serves this API.',
    }),
    isAvailable: t.exposeBoolean('isAvailable', { description: 'False: sold out.' }),
    allergens: t.exposeStringList('allergens', {
      description: 'Of the 14 that EU Regulation 1169/2011 names, in English: "gluten", "milk".',
    }),
    optionGroups: t.relation('optionGroups', {
      description: 'What is asked about it, in order.',
      query: { orderBy: { position: 'asc' } },
    }),
  }),
})

builder.prismaNode('MenuCategory', {
  access: 'anyone',
  description: 'A section of the menu.',
  id: { field: 'id' },
  nullable: true,
  select: { id: true },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it is called.' }),
    items: t.relation('items', {
      description: 'What is in it, in order.',
      query: { orderBy: { position: 'asc' } },
    }),
  }),
})

const Menu = builder.prismaObject('Restaurant', {
  access: 'anyone',
  variant: 'Menu',
  description: 'All that a restaurant offers. For anyone.',
  select: { id: true },
  fields: (t) => ({
    categories: t.relation('categories', {
      description: 'In order.',
      query: { orderBy: { position: 'asc' } },
    }),
  }),
})

builder.prismaObjectField('Restaurant', 'menu', (t) =>
  t.variant(Menu, { description: 'What there is to order, as it is now.' }),
)

const SetMenuItemAvailabilityInput = builder.inputType('SetMenuItemAvailabilityInput', {
  description: 'Whether an item can be ordered.',
  fields: (t) => ({
    menuItemId: t.id({ required: true, description: 'The item.' }),
    isAvailable: t.boolean({
      required: true,
      description: 'False takes it off the menu, true puts it back.',
    }),
  }),
})

const SetMenuItemAvailabilityPayload = builder
  .objectRef<{ menuItemId: string }>('SetMenuItemAvailabilityPayload')
  .implement({
    access: 'parent',
    description: 'The item as it is now.',
    fields: (t) => ({
      menuItem: t.prismaField({
        type: 'MenuItem',
        description: 'The item.',
        resolve: (query, { menuItemId }, _args, { db }) =>
          db.menuItem.findUniqueOrThrow({ ...query, where: { id: menuItemId } }),
      }),
    }),
  })

builder.mutationField('setMenuItemAvailability', (t) =>
  t.field({
    access: 'menu:availability',
    type: SetMenuItemAvailabilityPayload,
    description:
      'Takes an item off the menu, or puts it back. For those who run the restaurant or cook, and for partners with menu:write.',
    args: {
      input: t.arg({ type: SetMenuItemAvailabilityInput, required: true, description: 'Which, and how.' }),
    },
    async resolve(_parent, { input }, { menus, viewer }) {
      const menuItemId = databaseId('MenuItem', input.menuItemId)
      await menus.setItemAvailability(viewer, { menuItemId, isAvailable: input.isAvailable })
      return { menuItemId }
    },
  }),
)

builder.objectRef<FeedEvent>('MenuItemAvailabilityChangedEvent').implement({
  access: ['orders:read'],
  description: "An item was taken off the menu, or put back. Only on a restaurant's feed.",
  interfaces: [RestaurantEvent],
  fields: (t) => ({
    menuItem: t.prismaField({
      type: 'MenuItem',
      description: 'The item as it is now.',
      resolve: (query, { event }, _args, { db }) =>
        db.menuItem.findUniqueOrThrow({
          ...query,
          where: { id: (event.payload as MenuItemAvailabilityChange).menuItemId },
        }),
    }),
    isAvailable: t.boolean({
      description: 'What the change was.',
      resolve: ({ event }) => (event.payload as MenuItemAvailabilityChange).isAvailable,
    }),
  }),
})
