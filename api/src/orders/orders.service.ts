import { randomUUID } from 'node:crypto'
import { requireViewer, roleIn, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { Prisma } from '../db/generated/client.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import type { LogEvent } from '../events/event.ts'
import type { EventLog } from '../events/event-log.ts'
import { checkIdempotencyKey, hashRequest, IdempotencyKeyReusedError } from '../idempotency.ts'
import { acceptsOrders, type Catalog, type Catalogs } from '../menu/catalog.ts'
import { businessDay } from '../restaurants/local-time.ts'
import { OrderingPausedError } from '../restaurants/restaurants.errors.ts'
import type { Guest, Guests } from '../sessions/guests.ts'
import { idleSince } from '../sessions/session-rules.ts'
import { SessionClosedError } from '../sessions/sessions.errors.ts'
import { cleanText } from '../text.ts'
import { type Move, moveOrder } from './move-order.ts'
import {
  ORDER_JSON,
  type OrderCreated,
  type OrderSnapshot,
  type OrderStatusChanged,
} from './order-snapshot.ts'
import { allowedTransitions, type OrderStatus, statesBefore } from './order-status.ts'
import { IllegalTransitionError, OrderVersionConflictError } from './orders.errors.ts'
import { isDuplicateKey, type OrderDraft, placeOrder } from './place-order.ts'
import { type OrderLineRequest, priceOrder } from './pricing.ts'

const MAX_LINES = 100
const MAX_QUANTITY = 99
const MAX_NOTE_LENGTH = 500
const MAX_NAME_LENGTH = 80
/** What changes under a statement, the catalog or the order, makes it begin again; this often before it gives up. */
const MAX_ATTEMPTS = 20

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

export interface MoveOrderRequest {
  readonly orderId: string
  readonly status: OrderStatus
  readonly expectedVersion?: number | null | undefined
  readonly reason?: string | null | undefined
}

export interface OrderFilter {
  readonly statuses?: readonly OrderStatus[] | null | undefined
  readonly placedSince?: Date | null | undefined
  readonly updatedSince?: Date | null | undefined
  readonly tableId?: string | null | undefined
}

/** Where a page of a list begins: behind this order, newest first. */
export interface OrderKey {
  readonly placedAt: string
  readonly id: string
}

export interface Orders {
  /**
   * Places a guest's order, priced from the menu as it is now. The same key and input answer the same order again,
   * whatever has become of the menu and the session since.
   * @throws InvalidInputError, SessionClosedError, OrderingPausedError, MenuItemUnavailableError,
   *   InvalidOptionSelectionError, IdempotencyKeyReusedError
   */
  create(request: CreateOrderRequest): Promise<OrderSnapshot>
  /**
   * Moves an order along, or back.
   * @throws UnauthenticatedError, NotFoundError, InvalidInputError, IllegalTransitionError, OrderVersionConflictError
   */
  updateStatus(viewer: Viewer | null, request: MoveOrderRequest): Promise<OrderSnapshot>
  /** Null for one that is not there. */
  byId(orderId: string): Promise<OrderSnapshot | null>
  /** The order that a line belongs to. */
  byItemId(orderItemId: string): Promise<OrderSnapshot | null>
  /** Newest first. */
  list(
    restaurantId: string,
    filter: OrderFilter,
    page: { after: OrderKey | null; limit: number },
  ): Promise<OrderSnapshot[]>
}

export function createOrders(services: {
  db: Db
  log: EventLog
  clock: Clock
  catalogs: Catalogs
  guests: Guests
}): Orders {
  const { db, log, clock, catalogs, guests } = services

  async function byId(orderId: string): Promise<OrderSnapshot | null> {
    const [row] = await db.$queryRaw<{ order: OrderSnapshot }[]>`
      SELECT ${ORDER_JSON} AS order FROM "order" o WHERE o.id = ${orderId}::uuid`
    return row?.order ?? null
  }

  async function place(guest: Guest, idempotencyKey: string, request: CheckedOrder): Promise<OrderSnapshot> {
    const requestHash = hashRequest(request)
    let catalog = await catalogs.get(guest.restaurantId)
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const at = clock.now()
      const { draft, problem } = draftOf(catalog, guest, request, at)
      const outcome = await placeOrder(db, {
        guestId: guest.id,
        restaurantId: guest.restaurantId,
        idempotencyKey,
        requestHash,
        catalogVersion: catalog.version,
        businessDay: businessDay(catalog.timeZone, catalog.businessDayStartsAt, at),
        idleSince: idleSince(at),
        at,
        draft,
      }).catch((error: unknown) => {
        if (isDuplicateKey(error)) return null
        throw error
      })
      // Another statement took the key a moment ago; this one now finds its order.
      if (!outcome) continue
      if (outcome.event) {
        log.ring(outcome.event)
        return (outcome.event.payload as OrderCreated).order
      }
      if (outcome.existing) {
        const order = await byId(outcome.existing.id)
        if (outcome.existing.requestHash !== requestHash.toString('hex') || !order)
          throw new IdempotencyKeyReusedError()
        return order
      }
      if (!outcome.sessionOpen) throw new SessionClosedError()
      if (outcome.catalogVersion === catalog.version && problem) throw problem
      catalog = await catalogs.refresh(guest.restaurantId)
    }
    throw new Error(`The catalog of ${guest.restaurantId} changed ${MAX_ATTEMPTS} times under one order`)
  }

  /** @returns null where the order cannot be moved so */
  async function move(wanted: Move): Promise<LogEvent | null> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const { event, stale } = await moveOrder(db, wanted)
      if (!stale) return event
    }
    throw new Error(`Order ${wanted.orderId} changed ${MAX_ATTEMPTS} times under one move`)
  }

  return {
    byId,

    async byItemId(orderItemId) {
      const item = await db.orderItem.findUnique({ where: { id: orderItemId }, select: { orderId: true } })
      return item && byId(item.orderId)
    },

    async create(request) {
      const idempotencyKey = checkIdempotencyKey(request.idempotencyKey)
      const checked = checkOrder(request)
      const guest = await guests.byToken(request.sessionToken)
      if (!guest) throw new SessionClosedError()
      return place(guest, idempotencyKey, checked)
    },

    async updateStatus(viewer, request) {
      const mover = requireViewer(viewer)
      const { orderId, status: to } = request
      const reason = cleanText(request.reason, { path: ['reason'], maxLength: MAX_NOTE_LENGTH })
      if (to === 'CANCELLED' && !reason)
        throw new InvalidInputError(['reason'], 'reason is required to cancel an order.')
      const event = await move({
        orderId,
        to,
        permitted: mover.memberships.map(({ restaurantId, role }) => ({
          restaurantId,
          from: statesBefore(to, role),
        })),
        expectedVersion: request.expectedVersion ?? null,
        by: mover.name,
        reason,
        at: clock.now(),
      })
      if (event) {
        log.ring(event)
        return (event.payload as OrderStatusChanged).order
      }
      const current = await byId(orderId)
      const role = current ? roleIn(mover, current.restaurantId) : undefined
      if (!current || !role) throw new NotFoundError('order')
      const { expectedVersion } = request
      if (typeof expectedVersion === 'number' && expectedVersion !== current.version) {
        throw new OrderVersionConflictError(current)
      }
      throw new IllegalTransitionError(current.status, to, allowedTransitions(current.status, role))
    },

    async list(restaurantId, filter, { after, limit }) {
      const conditions = [Prisma.sql`o.restaurant_id = ${restaurantId}::uuid`]
      if (filter.statuses)
        conditions.push(Prisma.sql`o.status = ANY(${[...filter.statuses]}::text[]::order_status[])`)
      if (filter.placedSince)
        conditions.push(Prisma.sql`o.placed_at >= ${filter.placedSince.toISOString()}::timestamptz`)
      if (filter.updatedSince)
        conditions.push(Prisma.sql`o.updated_at >= ${filter.updatedSince.toISOString()}::timestamptz`)
      if (filter.tableId) {
        conditions.push(
          Prisma.sql`o.table_session_id IN (SELECT id FROM table_session WHERE table_id = ${filter.tableId}::uuid)`,
        )
      }
      if (after)
        conditions.push(Prisma.sql`(o.placed_at, o.id) < (${after.placedAt}::timestamptz, ${after.id}::uuid)`)
      const rows = await db.$queryRaw<{ order: OrderSnapshot }[]>`
        SELECT ${ORDER_JSON} AS order FROM "order" o WHERE ${Prisma.join(conditions, ' AND ')}
        ORDER BY o.placed_at DESC, o.id DESC LIMIT ${limit}`
      return rows.map((row) => row.order)
    },
  }
}

/** An order whose fields keep the rules, cleaned; what its idempotency key stands for. */
interface CheckedOrder {
  readonly customerName: string | null
  readonly note: string | null
  readonly items: readonly OrderLineRequest[]
}

/** @throws InvalidInputError naming the field and the rule */
function checkOrder({ customerName, note, items }: CreateOrderRequest): CheckedOrder {
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
function draftOf(
  catalog: Catalog,
  guest: Guest,
  request: CheckedOrder,
  at: Date,
): { draft: OrderDraft; problem: null } | { draft: null; problem: Error } {
  try {
    if (!acceptsOrders(catalog, at)) throw new OrderingPausedError()
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
        externalReference: null,
        items: lines.map((line) => ({ id: randomUUID(), ...line })),
        statusHistory: [{ status: 'PENDING', at: time, by: null, reason: null }],
      },
    }
  } catch (error) {
    return { draft: null, problem: error as Error }
  }
}
