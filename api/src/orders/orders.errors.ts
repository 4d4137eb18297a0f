import { PublicError } from '../errors.ts'
import type { OrderSnapshot } from './order-snapshot.ts'
import type { OrderStatus } from './order-status.ts'

/** Items that are sold out, or not on this restaurant's menu (any more). */
export class MenuItemUnavailableError extends PublicError {
  override name = 'MenuItemUnavailableError'
  readonly code = 'MENU_ITEM_UNAVAILABLE'
  readonly menuItemIds: readonly string[]
  constructor(items: readonly { id: string; name: string | undefined }[]) {
    const names = items.flatMap(({ name }) => name ?? [])
    super(
      names.length > 0
        ? `Sold out: ${names.join(', ')}.`
        : 'Something in this order is no longer on the menu.',
    )
    this.menuItemIds = items.map(({ id }) => id)
  }
}

/** The options chosen for an item break a rule of one of its groups. */
export class InvalidOptionSelectionError extends PublicError {
  override name = 'InvalidOptionSelectionError'
  readonly code = 'INVALID_OPTION_SELECTION'
  /** Null where an option belongs to none of the item's groups. */
  readonly optionGroupId: string | null
  constructor(message: string, optionGroupId: string | null) {
    super(message)
    this.optionGroupId = optionGroupId
  }
}

/** An order cannot go there from where it is, not by this viewer. */
export class IllegalTransitionError extends PublicError {
  override name = 'IllegalTransitionError'
  readonly code = 'ILLEGAL_TRANSITION'
  readonly from: OrderStatus
  readonly to: OrderStatus
  readonly allowedTransitions: readonly OrderStatus[]
  constructor(from: OrderStatus, to: OrderStatus, allowed: readonly OrderStatus[]) {
    super(
      `An order that is ${from} cannot become ${to}. Allowed: ${allowed.length > 0 ? allowed.join(', ') : 'nothing'}.`,
    )
    this.from = from
    this.to = to
    this.allowedTransitions = allowed
  }
}

/** Somebody else changed the order first. */
export class OrderVersionConflictError extends PublicError {
  override name = 'OrderVersionConflictError'
  readonly code = 'ORDER_VERSION_CONFLICT'
  readonly currentOrder: OrderSnapshot
  constructor(currentOrder: OrderSnapshot) {
    super(
      `The order has changed in the meantime: it is ${currentOrder.status}, version ${currentOrder.version}.`,
    )
    this.currentOrder = currentOrder
  }
}
