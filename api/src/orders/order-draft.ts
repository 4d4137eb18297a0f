import { randomUUID } from 'node:crypto'
import { InvalidInputError } from '../errors.ts'
import { acceptsOrders, type Catalog } from '../menu/catalog.ts'
import { OrderingPausedError } from '../restaurants/restaurants.errors.ts'
import type { Guest } from '../sessions/guests.ts'
import { cleanText, MAX_NAME_LENGTH } from '../text.ts'
import type { OrderDraft } from './place-order.ts'
import { type OrderLineRequest, priceOrder } from './pricing.ts'

const MAX_LINES = 100
const MAX_QUANTITY = 99
const MAX_NOTE_LENGTH = 500

/** A guest's order as it came in; ids are database ids. */
export interface CreateOrderRequest {
  readonly sessionToken: string
  readonly idempotencyKey: string
  readonly customerName?: string | null | undefined
  readonly note?: string | null | undefined
  readonly items: readonly {
    readonly menuItemId: string
    readonly quantity: number
    readonly optionIds: readonly string[]
    readonly note?: string | null | undefined
  }[]
}

/** An order whose fields keep the rules, cleaned; what its idempotency key stands for. */
export interface CheckedOrder {
  readonly customerName: string | null
  readonly note: string | null
  readonly items: readonly OrderLineRequest[]
}

/** @throws InvalidInputError naming the field and the rule */
export function checkOrder({ customerName, note, items }: CreateOrderRequest): CheckedOrder {
  if (items.length < 1 || items.length > MAX_LINES) {
    throw new InvalidInputError(['items'], `items must have 1 to ${MAX_LINES} lines, not ${items.length}.`)
  }
  return {
    customerName: cleanText(customerName, { path: ['customerName'], maxLength: MAX_NAME_LENGTH }),
    note: cleanText(note, { path: ['note'], maxLength: MAX_NOTE_LENGTH, multiline: true }),
    items: items.map((item, index) => {
      const path = ['items', String(index)]
      if (!Number.isInteger(item.quantity) || item.quantity < 1 || item.quantity > MAX_QUANTITY) {
        throw new InvalidInputError(
          [...path, 'quantity'],
          `items.${index}.quantity must be 1 to ${MAX_QUANTITY}, not ${item.quantity}.`,
        )
      }
      return {
        menuItemId: item.menuItemId,
        quantity: item.quantity,
        optionIds: [...item.optionIds].sort(),
        note: cleanText(item.note, { path: [...path, 'note'], maxLength: MAX_NOTE_LENGTH, multiline: true }),
      }
    }),
  }
}

/** The order as this catalog has it, or why this catalog refuses it: which counts only if the catalog is current. */
export function draftOf(
  catalog: Catalog,
  guest: Guest,
  request: CheckedOrder,
  at: Date,
): { draft: OrderDraft; problem: null } | { draft: null; problem: Error } {
  try {
    if (!acceptsOrders(catalog, at)) throw new OrderingPausedError(catalog.restaurantId)
    const { lines, ...amounts } = priceOrder(catalog, request.items)
    const time = at.toISOString()
    return {
      problem: null,
      draft: {
        ...amounts,
        id: randomUUID(),
        restaurantId: guest.restaurantId,
        tableSessionId: guest.tableSessionId,
        status: 'PENDING',
        version: 1,
        customerName: request.customerName ?? guest.name,
        note: request.note,
        currency: catalog.currency,
        placedAt: time,
        updatedAt: time,
        acknowledgedAt: null,
        escalatedAt: null,
        externalReference: null,
        items: lines.map((line) => ({ id: randomUUID(), ...line })),
        statusHistory: [{ status: 'PENDING', at: time, by: null, reason: null }],
      },
    }
  } catch (error) {
    return { draft: null, problem: error as Error }
  }
}
