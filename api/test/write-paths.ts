import { randomUUID } from 'node:crypto'
import { demo } from '../../prisma/seed.ts'
import type { Viewer } from '../src/auth/viewer.ts'
import type { Db } from '../src/db/database.ts'
import { NotFoundError } from '../src/errors.ts'
import type { Services } from '../src/graphql/context.ts'
import { OrderVersionConflictError } from '../src/orders/orders.errors.ts'
import type { JoinPolicy } from '../src/restaurants/restaurants.service.ts'
import { JoinApprovalPendingError, SessionClosedError } from '../src/sessions/sessions.errors.ts'

/** Where write paths are tried: the demo restaurant, and services that do not die. */
export interface Stage {
  readonly db: Db
  readonly services: Services
  readonly owner: Viewer
  readonly restaurantId: string
  /** Of an item without options. */
  readonly menuItemId: string
  /** The time that the services know; it moves with each look. */
  readonly clock: { now(): Date; passHours(hours: number): void }
}

/** One way in which the services write. */
export interface WritePath {
  readonly name: string
  /** How many events it appends. */
  readonly events: number
  /** How many it appends when it is sent again, once it has been done. By default none. */
  readonly eventsAgain?: number
  /** What the same request is refused with, once it has been done; nothing: it is answered again. */
  readonly refusedAgain?: new (
    ...args: never[]
  ) => Error
  /** @returns the request, always the same one, to be sent by any services of the stage */
  prepare(stage: Stage): Promise<(services: Services) => Promise<unknown>>
}

/** @param services on the same database and clock, with the demo restaurants in it */
export async function openStage(db: Db, services: Services, clock: Stage['clock']): Promise<Stage> {
  const signedIn = await services.auth.signIn('owner@demo.test', demo.password)
  if (!signedIn) throw new Error('The demo restaurant has no owner')
  const { id, restaurantId } = await db.menuItem.findFirstOrThrow({ where: { name: 'Butter Croissant' } })
  return { db, services, clock, restaurantId, owner: signedIn.viewer, menuItemId: id }
}

/** A clock that never shows the same time twice. */
export function movingClock(): Stage['clock'] {
  let time = Date.now()
  return {
    now: () => new Date(time++),
    passHours(hours) {
      time += hours * 3_600_000
    },
  }
}

/** A table where nobody has sat yet. */
async function newTable({ db, restaurantId }: Stage): Promise<string> {
  const code = randomUUID()
  await db.table.create({ data: { restaurantId, code, label: code } })
  return code
}

async function seat(stage: Stage): Promise<{ sessionToken: string; tableSessionId: string }> {
  const { sessionToken, tableSession } = await stage.services.sessions.start({
    tableCode: await newTable(stage),
  })
  return { sessionToken, tableSessionId: tableSession.id }
}

function orderFor(stage: Stage, sessionToken: string) {
  const items = [2, 1].map((quantity) => ({ menuItemId: stage.menuItemId, quantity, optionIds: [] }))
  return { sessionToken, items, idempotencyKey: randomUUID() }
}

async function payment(stage: Stage, amountOf: (due: number) => number) {
  const { sessionToken, tableSessionId } = await seat(stage)
  const { totalMinor } = await stage.services.orders.create(orderFor(stage, sessionToken))
  const request = { tableSessionId, amountMinor: amountOf(totalMinor), idempotencyKey: randomUUID() }
  return ({ payments }: Services) => payments.record(stage.owner, { ...request, method: 'CARD' })
}

/** Does something while the restaurant has another policy for those who sit down. */
async function whileJoining<Result>(
  { services, owner, restaurantId }: Stage,
  joinPolicy: JoinPolicy,
  act: () => Promise<Result>,
): Promise<Result> {
  await services.restaurants.setJoinPolicy(owner, { restaurantId, joinPolicy })
  try {
    return await act()
  } finally {
    await services.restaurants.setJoinPolicy(owner, { restaurantId, joinPolicy: 'OPEN' })
  }
}

/** @returns the id of a request of a device that waits */
async function askToJoin(stage: Stage): Promise<string> {
  const tableCode = await newTable(stage)
  await whileJoining(stage, 'APPROVAL', () =>
    stage.services.sessions.start({ tableCode }).catch(() => undefined),
  )
  return (await stage.db.joinRequest.findFirstOrThrow({ where: { table: { code: tableCode } } })).id
}

async function firstGuest({ db }: Stage, tableCode: string): Promise<string> {
  const where = { tableSession: { table: { code: tableCode } } }
  return (await db.guest.findFirstOrThrow({ where, orderBy: { joinedAt: 'asc' } })).id
}

/** Every way in which the services write events. */
export const WRITE_PATHS: readonly WritePath[] = [
  {
    name: 'createOrder',
    events: 1,
    async prepare(stage) {
      const request = orderFor(stage, (await seat(stage)).sessionToken)
      return ({ orders }) => orders.create(request)
    },
  },
  {
    name: 'updateOrderStatus',
    events: 1,
    refusedAgain: OrderVersionConflictError,
    async prepare(stage) {
      const order = await stage.services.orders.create(orderFor(stage, (await seat(stage)).sessionToken))
      const request = { orderId: order.id, status: 'COOKING' as const, expectedVersion: order.version }
      return ({ orders }) => orders.updateStatus(stage.owner, request)
    },
  },
  {
    name: 'acknowledgeOrders',
    events: 2,
    async prepare(stage) {
      const { sessionToken } = await seat(stage)
      const first = await stage.services.orders.create(orderFor(stage, sessionToken))
      const second = await stage.services.orders.create(orderFor(stage, sessionToken))
      const request = { restaurantId: stage.restaurantId, orderIds: [first.id, second.id] }
      return ({ kitchen }) => kitchen.acknowledge(stage.owner, request)
    },
  },
  {
    name: 'escalation',
    events: 2,
    async prepare(stage) {
      const { sessionToken } = await seat(stage)
      stage.clock.passHours(1)
      await stage.services.kitchen.escalate()
      for (let order = 0; order < 2; order++)
        await stage.services.orders.create(orderFor(stage, sessionToken))
      stage.clock.passHours(1)
      return ({ kitchen }) => kitchen.escalate()
    },
  },
  {
    name: 'startTableSession',
    events: 1,
    // A second device, as far as the server can know.
    eventsAgain: 1,
    async prepare(stage) {
      const tableCode = await newTable(stage)
      return ({ sessions }) => sessions.start({ tableCode })
    },
  },
  {
    name: 'startTableSession where an idle party was',
    events: 2,
    eventsAgain: 1,
    async prepare(stage) {
      const tableCode = await newTable(stage)
      await stage.services.sessions.start({ tableCode })
      stage.clock.passHours(7)
      return ({ sessions }) => sessions.start({ tableCode })
    },
  },
  {
    name: 'requestBill',
    events: 1,
    async prepare(stage) {
      const { sessionToken } = await seat(stage)
      return ({ sessions }) => sessions.requestBill(sessionToken)
    },
  },
  { name: 'recordPayment of a part', events: 1, prepare: (stage) => payment(stage, () => 1) },
  { name: 'recordPayment of it all', events: 1, prepare: (stage) => payment(stage, (due) => due) },
  {
    name: 'closeTableSession',
    events: 1,
    refusedAgain: SessionClosedError,
    async prepare(stage) {
      const { tableSessionId } = await seat(stage)
      return ({ sessions }) => sessions.close(stage.owner, { tableSessionId, reason: 'Left' })
    },
  },
  {
    name: 'startTableSession that the staff decide on',
    events: 1,
    eventsAgain: 1,
    async prepare(stage) {
      const tableCode = await newTable(stage)
      return (services) =>
        whileJoining(stage, 'APPROVAL', () =>
          services.sessions.start({ tableCode }).catch((error: unknown) => {
            if (!(error instanceof JoinApprovalPendingError)) throw error
          }),
        )
    },
  },
  {
    name: 'decideJoinRequest',
    events: 2,
    async prepare(stage) {
      const joinRequestId = await askToJoin(stage)
      return ({ joinRequests }) => joinRequests.decide(stage.owner, { joinRequestId, isApproved: true })
    },
  },
  {
    name: 'removeGuest of two',
    events: 1,
    refusedAgain: NotFoundError,
    async prepare(stage) {
      const tableCode = await newTable(stage)
      await stage.services.sessions.start({ tableCode })
      const guestId = await firstGuest(stage, tableCode)
      await stage.services.sessions.start({ tableCode })
      return ({ tableGuests }) => tableGuests.remove(stage.owner, guestId)
    },
  },
  {
    name: 'leaveTableSession by the last, who has ordered nothing',
    events: 2,
    async prepare(stage) {
      const { sessionToken } = await seat(stage)
      return ({ tableGuests }) => tableGuests.leave(sessionToken)
    },
  },
  {
    name: 'setMenuItemAvailability',
    events: 1,
    async prepare({ services, menuItemId, owner }) {
      await services.menus.setItemAvailability(owner, { menuItemId, isAvailable: false })
      return ({ menus }) => menus.setItemAvailability(owner, { menuItemId, isAvailable: true })
    },
  },
  {
    name: 'setOrderingPaused',
    events: 1,
    // Let go on, so that whoever comes after finds the restaurant open.
    async prepare({ services, restaurantId, owner }) {
      await services.restaurants.setPaused(owner, { restaurantId, isPaused: true })
      return ({ restaurants }) => restaurants.setPaused(owner, { restaurantId, isPaused: false })
    },
  },
  {
    name: 'closeIdle',
    events: 2,
    async prepare(stage) {
      stage.clock.passHours(7)
      await stage.services.sessions.closeIdle()
      await seat(stage)
      await seat(stage)
      stage.clock.passHours(7)
      return ({ sessions }) => sessions.closeIdle()
    },
  },
]
