import { randomUUID } from 'node:crypto'
import { demo } from '../../prisma/seed.ts'
import type { Viewer } from '../src/auth/viewer.ts'
import type { Db } from '../src/db/database.ts'
import type { Services } from '../src/graphql/context.ts'
import { OrderVersionConflictError } from '../src/orders/orders.errors.ts'
import { SessionClosedError } from '../src/sessions/sessions.errors.ts'

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
    async prepare(stage) {
      const tableCode = await newTable(stage)
      return ({ sessions }) => sessions.start({ tableCode })
    },
  },
  {
    name: 'startTableSession where an idle party was',
    events: 2,
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
