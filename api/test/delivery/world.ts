import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { Db } from '../../src/db/database.ts'
import { encodeGlobalId } from '../../src/graphql/global-id.ts'
import { createLogger } from '../../src/logger.ts'
import { startTestNode, type TestNode } from '../test-node.ts'
import { createFaultyWire, type FaultyWire } from './faulty-wire.ts'
import { BOARD, type FeedName, isOfSession, TABLE } from './feeds.ts'
import { COMPLETE, createListener, type Listener } from './listener.ts'
import { expected, isOver, isRightlyRefused, type Model } from './model.ts'

/** As often as listeners that wait have the time of the nodes' checks pass. */
const HURRY_MS = 50
const CHECKS_MS = 1_000

const logger = createLogger('silent')
const later = globalThis.setTimeout

/** A restaurant of a run's own, with its nodes and listeners: what the model's steps are done to. */
export interface World {
  readonly tables: readonly string[]
  readonly restaurantId: string
  readonly items: readonly string[]
  readonly wire: FaultyWire
  readonly listeners: Listener[]
  /** A member of staff's token. */
  readonly staff: string
  readonly clock: { now(): Date; passDays(days: number): void }
  node(index: number): TestNode
  start(index: number): Promise<void>
  /** Ends a node as `kill -9` does: nobody is told. */
  kill(index: number): void
  /** Does a mutation on a node. @throws when it is refused */
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the mutation
  do(index: number, mutation: string, input: object): Promise<any>
  listen(feed: FeedName, session: { token: string } | null): Listener
  load(index: number, feed: FeedName, session: { token: string } | null): Promise<Snapshot>
  /**
   * Waits until everyone who is connected has what the model says, or something else.
   * @param onRefused told who was refused for a good reason, and begins anew where that is possible
   */
  settle(model: Model, onRefused: (who: number) => Promise<void>): Promise<void>
  close(): Promise<void>
}

export interface Snapshot {
  readonly cursor: string
  readonly orders: readonly { id: string; status: string; version: number }[]
}

const REFUSED = '... on Error { code message }'
const MUTATIONS: Readonly<Record<string, string>> = {
  startTableSession: `... on StartTableSessionPayload { sessionToken tableSession { id } } ${REFUSED}`,
  createOrder: `... on CreateOrderPayload { order { id number status version placedAt } } ${REFUSED}`,
  updateOrderStatus: `... on UpdateOrderStatusPayload { order { id status version } } ${REFUSED}`,
  requestBill: `... on RequestBillPayload { tableSession { id } } ${REFUSED}`,
  closeTableSession: `... on CloseTableSessionPayload { tableSession { id } } ${REFUSED}`,
  acknowledgeOrders: '__typename',
  setMenuItemAvailability: '__typename',
}

/**
 * @param options.staff the token of an account that becomes a manager of the run's restaurant
 * @param options.patienceMs what has not come after so long does not come
 */
export async function openWorld(
  db: Db,
  { staff, patienceMs }: { staff: { token: string; userId: string }; patienceMs: number },
): Promise<World> {
  const wire = createFaultyWire()
  const nodes: { node: TestNode; cutOff: () => Promise<void> }[] = []
  const stopping: Promise<void>[] = []
  let passed = 0
  const clock = {
    now: () => new Date(Date.now() + passed),
    passDays(days: number) {
      passed += days * 86_400_000
    },
  }
  const restaurant = await createRestaurant(db, staff.userId)

  const listeners: Listener[] = []
  const at = (index: number) => {
    const found = nodes[index]
    if (!found) throw new Error(`Node ${index} does not run`)
    return found.node
  }

  return {
    ...restaurant,
    wire,
    listeners,
    clock,
    staff: staff.token,
    node: at,

    async start(index) {
      const doorbell = wire.connect()
      const node = await startTestNode({ db, doorbell, logger, clock })
      nodes[index] = { node, cutOff: () => doorbell.close() }
    },

    kill(index) {
      const killed = nodes[index]
      if (!killed) return
      delete nodes[index]
      stopping.push(killed.cutOff().then(() => killed.node.stop()))
    },

    async do(index, mutation, input) {
      const { data, errors } = await at(index)
        .http(staff.token)
        .request(
          `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
            ${mutation}(input: $input) { ${MUTATIONS[mutation]} } }`,
          { input },
        )
      const answer = data?.[mutation]
      if (errors || answer.code) throw new Error(`${mutation}: ${JSON.stringify(errors ?? answer)}`)
      return answer
    },

    listen(feed, session) {
      const listener = createListener(feed, session?.token ?? restaurant.restaurantId, staff.token)
      listeners.push(listener)
      return listener
    },

    async load(index, feed, session) {
      const { data, errors } = await at(index)
        .http(isOfSession(feed) ? undefined : staff.token)
        .request(isOfSession(feed) ? TABLE : BOARD, { of: session?.token ?? restaurant.restaurantId })
      if (errors || !data.snapshot) throw new Error(`${feed}: ${JSON.stringify(errors)}`)
      return data.snapshot
    },

    async settle(model, onRefused) {
      const patience = Date.now() + patienceMs
      const connected = () =>
        model.listeners.flatMap((listener, who) =>
          listener.node === null
            ? []
            : [{ who, listener, shown: listeners[who] as Listener, should: expected(model, listener) }],
        )
      // No longer than it can still come right: what is wrong stays wrong.
      const open = () =>
        connected().filter(
          ({ listener, shown, should }) =>
            !shown.refusal &&
            (shown.applied.length < should.length || isOver(listener)) &&
            shown.applied.every((text, index) => text === should[index]),
        )
      const refused = () =>
        connected().find(({ listener, shown }) =>
          isRightlyRefused(model, listener, shown, clock.now().getTime()),
        )?.who
      while (Date.now() < patience) {
        for (let who = refused(); who !== undefined; who = refused()) await onRefused(who)
        if (open().length === 0) break
        vi.advanceTimersByTime(CHECKS_MS)
        await Promise.race([
          ...open().map(({ shown }) => shown.next()),
          new Promise((resolve) => later(resolve, HURRY_MS)),
        ])
      }
      for (const { listener, shown, should } of connected()) {
        expect({ feed: shown.feed, refusal: shown.refusal, applied: shown.applied }).toEqual({
          feed: shown.feed,
          refusal: isOver(listener) ? COMPLETE : null,
          applied: should,
        })
      }
    },

    async close() {
      for (const listener of listeners) listener.cut()
      await Promise.all([
        ...stopping,
        ...Object.values(nodes).map(async ({ node, cutOff }) => {
          await cutOff()
          await node.stop()
        }),
      ])
    },
  }
}

async function createRestaurant(db: Db, userId: string) {
  const restaurantId = randomUUID()
  const items = Array.from({ length: 4 }, () => randomUUID())
  const tables = Array.from({ length: 2 }, () => randomUUID())
  const category = { id: randomUUID(), restaurantId, name: 'All' }
  await db.$transaction([
    db.restaurant.create({
      data: {
        id: restaurantId,
        slug: `model-${restaurantId}`,
        name: 'The Model',
        currency: 'EUR',
        timeZone: 'Europe/Berlin',
        feed: { create: {} },
        openingHours: {
          create: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opensAt: 0, closesAt: 1440 })),
        },
        members: { create: { userId, role: 'MANAGER' } },
      },
    }),
    db.table.createMany({ data: tables.map((code) => ({ restaurantId, code, label: code })) }),
    db.menuCategory.create({ data: category }),
    db.menuItem.createMany({
      data: items.map((id) => ({
        id,
        restaurantId,
        categoryId: category.id,
        name: id,
        priceMinor: 100,
        taxRateBasisPoints: 700,
      })),
    }),
  ])
  return {
    restaurantId: encodeGlobalId('Restaurant', restaurantId),
    items: items.map((id) => encodeGlobalId('MenuItem', id)),
    tables,
  }
}
