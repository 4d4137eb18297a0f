import { can, permissionsIn } from '../auth/permissions.ts'
import { builder } from '../graphql/builder.ts'
import { Money } from '../graphql/money.ts'
import type { OrderItemSnapshot, OrderSnapshot, StatusChange } from './order-snapshot.ts'
import { allowedTransitions } from './order-status.ts'

export const OrderStatus = builder.enumType('OrderStatus', {
  description: 'How far an order has come.',
  values: {
    PENDING: { description: 'Placed; the kitchen has not begun.' },
    COOKING: { description: 'In the making.' },
    READY: { description: 'To be brought to the table.' },
    SERVED: { description: 'On the table.' },
    CANCELLED: { description: 'Not made, and not on the bill.' },
  } as const,
})

/** Lines and options are in the currency of their order. */
type InCurrency<T> = T & { readonly currency: string }

const OrderItemOption = builder
  .objectRef<InCurrency<OrderItemSnapshot['options'][number]>>('OrderItemOption')
  .implement({
    access: 'parent',
    description: 'An option as it was sold.',
    fields: (t) => ({
      name: t.exposeString('name', { description: 'What it was called.' }),
      priceDelta: t.field({
        type: Money,
        description: 'What it added to the price of one.',
        resolve: ({ priceDeltaMinor, currency }) => ({ amountMinor: priceDeltaMinor, currency }),
      }),
    }),
  })

const OrderItem = builder.node(builder.objectRef<InCurrency<OrderItemSnapshot>>('OrderItem'), {
  access: ['guest', 'orders:read', 'orders:write'],
  description: 'A line of an order, as it was sold: later changes of the menu do not touch it.',
  id: { resolve: ({ id }) => id },
  async loadWithoutCache(id, { orders, viewer }) {
    const order = await orders.byItemId(id)
    const item = order?.items.find((candidate) => candidate.id === id)
    return order && item && can(viewer, order.restaurantId, 'orders:read')
      ? { ...item, currency: order.currency }
      : null
  },
  fields: (t) => ({
    name: t.exposeString('name', { description: 'What it was called.' }),
    quantity: t.exposeInt('quantity', { description: '1 to 99.' }),
    unitPrice: t.field({
      type: Money,
      description: 'For one, with its options.',
      resolve: ({ unitPriceMinor, currency }) => ({ amountMinor: unitPriceMinor, currency }),
    }),
    total: t.field({
      type: Money,
      description: 'unitPrice × quantity.',
      resolve: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: "The guest's wish for this line. Plain text.",
    }),
    options: t.field({
      type: [OrderItemOption],
      description: "In the menu's order.",
      resolve: ({ options, currency }) => options.map((option) => ({ ...option, currency })),
    }),
  }),
})

const OrderStatusChange = builder
  .objectRef<StatusChange & { readonly restaurantId: string }>('OrderStatusChange')
  .implement({
    access: 'parent',
    restaurantOf: ({ restaurantId }) => restaurantId,
    description: 'A state that an order came to.',
    fields: (t) => ({
      status: t.field({ type: OrderStatus, description: 'The state.', resolve: ({ status }) => status }),
      at: t.expose('at', { type: 'DateTime', description: 'When.' }),
      by: t.exposeString('by', {
        access: 'orders:read',
        nullable: true,
        description:
          'Who did it, for those who work with orders: the name of a member of staff, device or partner. Null for guests, and for the placing itself.',
      }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why; always there for CANCELLED.' }),
    }),
  })

/** An order, from the snapshot that a query read or an event carries: no field of it reads the database. */
export const Order = builder.node(builder.objectRef<OrderSnapshot>('Order'), {
  access: ['guest', 'orders:read', 'orders:write'],
  restaurantOf: ({ restaurantId }) => restaurantId,
  description: 'What a guest ordered in one go.',
  id: { resolve: ({ id }) => id },
  async loadWithoutCache(id, { orders, viewer }) {
    const order = await orders.byId(id)
    return order && can(viewer, order.restaurantId, 'orders:read') ? order : null
  },
  fields: (t) => ({
    number: t.exposeInt('number', {
      description: 'Counts from 1 on each business day of the restaurant, the same on every screen.',
    }),
    status: t.field({
      type: OrderStatus,
      description: 'How far it has come.',
      resolve: ({ status }) => status,
    }),
    version: t.exposeInt('version', {
      description: 'Counts the changes, from 1: of two versions of an order the higher is the newer.',
    }),
    allowedTransitions: t.field({
      type: [OrderStatus],
      description: 'The moves this viewer may make now; none for guests.',
      resolve: ({ status, restaurantId }, _args, { viewer }) => [
        ...allowedTransitions(status, permissionsIn(viewer, restaurantId)),
      ],
    }),
    tableLabel: t.exposeString('tableLabel', {
      description: 'The table it was ordered from, as it was called then.',
    }),
    customerName: t.exposeString('customerName', {
      nullable: true,
      description: "The guest's name. Plain text.",
    }),
    note: t.exposeString('note', {
      nullable: true,
      description: "The guest's wish for the whole order. Plain text.",
    }),
    items: t.field({
      type: [OrderItem],
      description: 'Its lines, as the guest gave them.',
      resolve: ({ items, currency }) => items.map((item) => ({ ...item, currency })),
    }),
    subtotal: t.field({
      type: Money,
      description: 'Without tax.',
      resolve: ({ subtotalMinor, currency }) => ({ amountMinor: subtotalMinor, currency }),
    }),
    tax: t.field({
      type: Money,
      description: 'All taxes, by the rate of each line.',
      resolve: ({ taxMinor, currency }) => ({ amountMinor: taxMinor, currency }),
    }),
    total: t.field({
      type: Money,
      description: 'What it costs: subtotal + tax.',
      resolve: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    }),
    statusHistory: t.field({
      type: [OrderStatusChange],
      description: 'The states it came to, oldest first.',
      resolve: ({ statusHistory, restaurantId }) =>
        statusHistory.map((change) => ({ ...change, restaurantId })),
    }),
    placedAt: t.expose('placedAt', { type: 'DateTime', description: 'When it was placed.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    acknowledgedAt: t.expose('acknowledgedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When a kitchen screen first showed it, or somebody moved it; null as long as nobody is known to have seen it. Set once, and no change of the version.',
    }),
    escalatedAt: t.expose('escalatedAt', {
      access: 'orders:read',
      type: 'DateTime',
      nullable: true,
      description:
        'When the alarm was raised because nobody had acknowledged it in time; null otherwise. Set once, and no change of the version. For staff; null for guests.',
    }),
    externalReference: t.exposeString('externalReference', {
      nullable: true,
      description: "The order's name in a partner's system.",
    }),
  }),
})
