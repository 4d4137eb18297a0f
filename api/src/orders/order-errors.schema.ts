import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'
import { IdempotencyKeyReusedError } from '../idempotency.ts'
import { Order, OrderStatus } from './order-type.schema.ts'
import {
  IllegalTransitionError,
  InvalidOptionSelectionError,
  MenuItemUnavailableError,
  OrderVersionConflictError,
} from './orders.errors.ts'

builder.objectType(IdempotencyKeyReusedError, {
  access: 'parent',
  name: 'IdempotencyKeyReusedError',
  description: 'The key was used before, with another input. Code IDEMPOTENCY_KEY_REUSED.',
  interfaces: [ErrorInterface],
})

builder.objectType(MenuItemUnavailableError, {
  access: 'parent',
  name: 'MenuItemUnavailableError',
  description: "Something is sold out, or not on this restaurant's menu. Code MENU_ITEM_UNAVAILABLE.",
  interfaces: [ErrorInterface],
  fields: (t) => ({
    menuItemIds: t.idList({
      description: 'What cannot be ordered.',
      resolve: ({ menuItemIds }) => menuItemIds.map((id) => encodeGlobalId('MenuItem', id)),
    }),
  }),
})

builder.objectType(InvalidOptionSelectionError, {
  access: 'parent',
  name: 'InvalidOptionSelectionError',
  description:
    'The options chosen for an item break a rule of one of its groups. Code INVALID_OPTION_SELECTION.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    optionGroupId: t.id({
      nullable: true,
      description: "The group; null where an option belongs to none of the item's groups.",
      resolve: ({ optionGroupId }) =>
        optionGroupId === null ? null : encodeGlobalId('OptionGroup', optionGroupId),
    }),
  }),
})

builder.objectType(IllegalTransitionError, {
  access: 'parent',
  name: 'IllegalTransitionError',
  description: 'The order cannot go there from where it is, not by this viewer. Code ILLEGAL_TRANSITION.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    from: t.field({ type: OrderStatus, description: 'Where the order is.', resolve: ({ from }) => from }),
    to: t.field({ type: OrderStatus, description: 'Where it was to go.', resolve: ({ to }) => to }),
    allowedTransitions: t.field({
      type: [OrderStatus],
      description: 'Where this viewer may take it.',
      resolve: (error) => [...error.allowedTransitions],
    }),
  }),
})

builder.objectType(OrderVersionConflictError, {
  access: 'parent',
  name: 'OrderVersionConflictError',
  description: 'Somebody else changed the order first; nothing was changed. Code ORDER_VERSION_CONFLICT.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    currentOrder: t.field({
      type: Order,
      description: 'The order as it is now.',
      resolve: ({ currentOrder }) => currentOrder,
    }),
  }),
})
