import { builder } from '../graphql/builder.ts'
import { databaseId } from '../graphql/global-id.ts'
import type { OrderSnapshot } from './order-snapshot.ts'
import { Order } from './order-type.schema.ts'

const AcknowledgeOrdersInput = builder.inputType('AcknowledgeOrdersInput', {
  description: 'Orders that staff have before their eyes.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'The restaurant of all of them.' }),
    orderIds: t.idList({ required: true, description: 'Which, 1 to 100.' }),
  }),
})

const AcknowledgeOrdersPayload = builder
  .objectRef<{ readonly orders: readonly OrderSnapshot[] }>('AcknowledgeOrdersPayload')
  .implement({
    access: 'parent',
    description: 'The orders are acknowledged, by this or before.',
    fields: (t) => ({
      orders: t.field({
        type: [Order],
        description: 'The orders as they are now, in the order in which they were placed.',
        resolve: ({ orders }) => [...orders],
      }),
    }),
  })

builder.mutationField('acknowledgeOrders', (t) =>
  t.field({
    access: 'board:read',
    type: AcknowledgeOrdersPayload,
    description:
      'Says that a kitchen screen has shown orders. The first time counts; again changes nothing, so it can be sent until there is an answer. Ids that are no order of the restaurant are passed over; if all are, it is NOT_FOUND. For staff of the restaurant.',
    args: {
      input: t.arg({ type: AcknowledgeOrdersInput, required: true, description: 'Which.' }),
    },
    resolve: async (_parent, { input }, { kitchen, viewer }) => ({
      orders: await kitchen.acknowledge(viewer, {
        restaurantId: databaseId('Restaurant', input.restaurantId),
        orderIds: input.orderIds.map((id) => databaseId('Order', id)),
      }),
    }),
  }),
)
