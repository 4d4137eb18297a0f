import { requirePermission } from '../auth/permissions.ts'
import { BadUserInputError, InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { databaseId, isGlobalId } from '../graphql/global-id.ts'
import { pageSize } from '../graphql/page-size.ts'
import { IdempotencyKeyReusedError } from '../idempotency.ts'
import { OrderingPausedError } from '../restaurants/restaurants.errors.ts'
import { TableSession } from '../sessions/session-type.schema.ts'
import { SessionClosedError } from '../sessions/sessions.errors.ts'
import type { KitchenBoard as KitchenBoardShape } from './kitchen.service.ts'
import type { OrderSnapshot } from './order-snapshot.ts'
import { Order, OrderStatus } from './order-type.schema.ts'
import {
  IllegalTransitionError,
  InvalidOptionSelectionError,
  MenuItemUnavailableError,
  OrderVersionConflictError,
} from './orders.errors.ts'
import type { OrderKey } from './orders.service.ts'

const OrderItemInput = builder.inputType('OrderItemInput', {
  description: 'A line to order. Prices are the server’s.',
  fields: (t) => ({
    menuItemId: t.id({ required: true, description: 'What.' }),
    quantity: t.int({ required: true, description: '1 to 99.' }),
    optionIds: t.idList({ description: "The options chosen, within the rules of the item's groups." }),
    note: t.string({ description: 'A wish for this line; at most 500 characters.' }),
  }),
})

const CreateOrderInput = builder.inputType('CreateOrderInput', {
  description: 'An order to place.',
  fields: (t) => ({
    sessionToken: t.string({ required: true, description: 'From startTableSession.' }),
    idempotencyKey: t.string({
      required: true,
      description:
        'At most 255 characters, unique to this order. The same key with the same input answers the same order again, so a request without an answer can be sent again.',
    }),
    customerName: t.string({
      description: 'At most 80 characters. Default: the name the guest joined with.',
    }),
    note: t.string({ description: 'A wish for the whole order; at most 500 characters.' }),
    items: t.field({
      type: [OrderItemInput],
      required: true,
      description:
        '1 to 100 lines. A table session has room for 300 that are neither served nor cancelled, and for 1,000 in all.',
    }),
  }),
})

interface OrderPayload {
  readonly order: OrderSnapshot
}

const CreateOrderPayload = builder.objectRef<OrderPayload>('CreateOrderPayload').implement({
  access: 'parent',
  description: 'The order is placed. That the kitchen has it, its acknowledgedAt says.',
  fields: (t) => ({
    order: t.field({ type: Order, description: 'The order.', resolve: ({ order }) => order }),
  }),
})

builder.mutationField('createOrder', (t) =>
  t.field({
    access: 'guest',
    type: CreateOrderPayload,
    description: 'Places an order from a table. For guests.',
    errors: {
      types: [
        InvalidInputError,
        MenuItemUnavailableError,
        InvalidOptionSelectionError,
        OrderingPausedError,
        SessionClosedError,
        IdempotencyKeyReusedError,
      ],
      union: { name: 'CreateOrderResult', description: 'The order, or why there is none.' },
    },
    args: { input: t.arg({ type: CreateOrderInput, required: true, description: 'The order.' }) },
    async resolve(_parent, { input }, { orders }) {
      const order = await orders.create({
        ...input,
        items: input.items.map((item, index) => ({
          ...item,
          menuItemId: idIn(['items', String(index), 'menuItemId'], 'MenuItem', item.menuItemId),
          optionIds: (item.optionIds ?? []).map((id, option) =>
            idIn(['items', String(index), 'optionIds', String(option)], 'MenuOption', id),
          ),
        })),
      })
      return { order }
    },
  }),
)

/** @throws InvalidInputError naming the field */
function idIn(path: readonly string[], typename: string, globalId: string): string {
  if (!isGlobalId(typename, globalId)) {
    throw new InvalidInputError(path, `${path.join('.')} must be the id of a ${typename}.`)
  }
  return databaseId(typename, globalId)
}

const UpdateOrderStatusInput = builder.inputType('UpdateOrderStatusInput', {
  description: 'Where an order is to go.',
  fields: (t) => ({
    orderId: t.id({ required: true, description: 'The order.' }),
    status: t.field({ type: OrderStatus, required: true, description: 'One of its allowedTransitions.' }),
    expectedVersion: t.int({
      description:
        'The version that the decision was made on; if the order has moved on since, nothing is changed.',
    }),
    reason: t.string({ description: 'Required for CANCELLED; at most 500 characters. Guests read it.' }),
  }),
})

const UpdateOrderStatusPayload = builder.objectRef<OrderPayload>('UpdateOrderStatusPayload').implement({
  access: 'parent',
  description: 'The order has moved.',
  fields: (t) => ({
    order: t.field({ type: Order, description: 'The order.', resolve: ({ order }) => order }),
  }),
})

builder.mutationField('updateOrderStatus', (t) =>
  t.field({
    access: 'orders:write',
    type: UpdateOrderStatusPayload,
    description:
      'Moves an order along, back, or out. For staff of the restaurant, and for partners with orders:write.',
    errors: {
      types: [IllegalTransitionError, OrderVersionConflictError, InvalidInputError],
      union: {
        name: 'UpdateOrderStatusResult',
        description: 'The order as it is now, or why it did not move.',
      },
    },
    args: {
      input: t.arg({ type: UpdateOrderStatusInput, required: true, description: 'Which, and where.' }),
    },
    async resolve(_parent, { input }, { orders, viewer }) {
      const order = await orders.updateStatus(viewer, {
        ...input,
        orderId: databaseId('Order', input.orderId),
      })
      return { order }
    },
  }),
)

const KitchenBoard = builder.objectRef<KitchenBoardShape>('KitchenBoard').implement({
  access: ['board:read'],
  description: 'What a kitchen display begins with: one snapshot of the restaurant.',
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'The restaurant.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
    orders: t.field({
      type: [Order],
      description:
        'Orders not yet served or cancelled, oldest first, and those of the last 15 minutes that are, for undo.',
      resolve: ({ orders }) => [...orders],
    }),
    openSessions: t.field({
      type: [TableSession],
      description: 'Tables with guests, oldest first.',
      resolve: ({ openSessions }) => [...openSessions],
    }),
    cursor: t.exposeString('cursor', {
      description: 'Where orderCreated and restaurantEvents go on from this snapshot: pass it as `after`.',
    }),
  }),
})

builder.queryField('kitchenBoard', (t) =>
  t.field({
    access: 'board:read',
    type: KitchenBoard,
    description: 'What a kitchen display begins with. For staff and devices.',
    args: { restaurantId: t.arg.id({ required: true, description: 'The restaurant.' }) },
    resolve(_parent, { restaurantId }, { kitchen, viewer }) {
      const id = databaseId('Restaurant', restaurantId)
      requirePermission(viewer, id, 'board:read')
      return kitchen.board(id)
    },
  }),
)

const OrderFilter = builder.inputType('OrderFilter', {
  description: 'All given conditions must hold.',
  fields: (t) => ({
    statuses: t.field({ type: [OrderStatus], description: 'In one of these states.' }),
    placedSince: t.field({ type: 'DateTime', description: 'Placed then or later.' }),
    updatedSince: t.field({ type: 'DateTime', description: 'Changed then or later.' }),
    tableId: t.id({ description: 'Ordered from this table.' }),
  }),
})

const RestaurantOrdersConnection = builder.connectionObject(
  {
    access: 'parent',
    type: Order,
    name: 'RestaurantOrdersConnection',
    description: 'A page of orders.',
  },
  { access: 'parent', name: 'RestaurantOrdersConnectionEdge', description: 'An order in its list.' },
)

builder.prismaObjectField('Restaurant', 'orders', (t) =>
  t.field({
    type: RestaurantOrdersConnection,
    description: 'Its orders, newest first. For staff, and for partners with orders:read.',
    access: 'orders:read',
    select: { id: true },
    args: {
      first: t.arg.int({ description: 'How many, 1 to 100. Default 20.' }),
      after: t.arg.string({ description: 'The endCursor of the page before.' }),
      filter: t.arg({ type: OrderFilter, description: 'Only some of them.' }),
    },
    async resolve({ id }, { first, after, filter }, { orders }) {
      const limit = pageSize(first)
      const found = await orders.list(
        id,
        { ...filter, tableId: filter?.tableId == null ? null : databaseId('Table', filter.tableId) },
        { after: after ? decodeKey(after) : null, limit: limit + 1 },
      )
      const edges = found.slice(0, limit).map((order) => ({ cursor: encodeKey(order), node: order }))
      return {
        edges,
        pageInfo: {
          hasNextPage: found.length > limit,
          hasPreviousPage: false,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
      }
    },
  }),
)

function encodeKey({ placedAt, id }: OrderKey): string {
  return Buffer.from(`${new Date(placedAt).toISOString()} ${id}`).toString('base64url')
}

const KEY =
  /^((?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** @throws BadUserInputError for anything that encodeKey cannot have made */
function decodeKey(cursor: string): OrderKey {
  const [, placedAt = '', id = ''] = KEY.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  const moment = new Date(placedAt)
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== placedAt)
    throw new BadUserInputError('after is no cursor of this list.')
  return { placedAt, id }
}
