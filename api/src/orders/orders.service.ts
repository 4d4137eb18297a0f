import { permissionsIn, requirePermission, restaurantsOf } from '../auth/permissions.ts'
import { requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { Prisma } from '../db/generated/client.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import type { LogEvent } from '../events/event.ts'
import type { EventLog } from '../events/event-log.ts'
import { checkIdempotencyKey, hashRequest, IdempotencyKeyReusedError } from '../idempotency.ts'
import type { Catalogs } from '../menu/catalog.ts'
import { businessDay } from '../restaurants/local-time.ts'
import type { Guest, Guests } from '../sessions/guests.ts'
import { idleSince } from '../sessions/session-rules.ts'
import { SessionClosedError } from '../sessions/sessions.errors.ts'
import { cleanText } from '../text.ts'
import { type Move, moveOrder } from './move-order.ts'
import { type CheckedOrder, type CreateOrderRequest, checkOrder, draftOf } from './order-draft.ts'
import {
  ORDER_JSON,
  type OrderCreated,
  type OrderSnapshot,
  type OrderStatusChanged,
} from './order-snapshot.ts'
import { allowedTransitions, type OrderStatus, statesBefore } from './order-status.ts'
import { IllegalTransitionError, OrderVersionConflictError } from './orders.errors.ts'
import { isDuplicateKey, placeOrder } from './place-order.ts'
import { noRoomFor } from './session-room.ts'

const MAX_REASON_LENGTH = 500
/** What changes under a statement, the catalog or the order, makes it begin again; this often before it gives up. */
const MAX_ATTEMPTS = 20

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
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError, IllegalTransitionError,
   *   OrderVersionConflictError
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
      // A token that was taken away answers nothing, not even what its device ordered with it.
      if (!outcome.guestPresent) throw new SessionClosedError()
      if (outcome.existing) {
        const order = await byId(outcome.existing.id)
        if (outcome.existing.requestHash !== requestHash.toString('hex') || !order)
          throw new IdempotencyKeyReusedError()
        return order
      }
      if (!outcome.sessionOpen) throw new SessionClosedError()
      if (outcome.catalogVersion === catalog.version) {
        if (problem) throw problem
        if (outcome.sessionLines) throw noRoomFor(draft.items.length, outcome.sessionLines)
      }
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
      const reason = cleanText(request.reason, { path: ['reason'], maxLength: MAX_REASON_LENGTH })
      if (to === 'CANCELLED' && !reason)
        throw new InvalidInputError(['reason'], 'reason is required to cancel an order.')
      const event = await move({
        orderId,
        to,
        permitted: restaurantsOf(mover).map((restaurantId) => ({
          restaurantId,
          from: statesBefore(to, permissionsIn(mover, restaurantId)),
        })),
        expectedVersion: request.expectedVersion ?? null,
        by: mover,
        reason,
        at: clock.now(),
      })
      if (event) {
        log.ring(event)
        return (event.payload as OrderStatusChanged).order
      }
      const current = await byId(orderId)
      if (!current) throw new NotFoundError('order')
      requirePermission(mover, current.restaurantId, 'orders:write', 'order')
      const { expectedVersion } = request
      if (typeof expectedVersion === 'number' && expectedVersion !== current.version) {
        throw new OrderVersionConflictError(current)
      }
      const permissions = permissionsIn(mover, current.restaurantId)
      throw new IllegalTransitionError(current.status, to, allowedTransitions(current.status, permissions))
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
