import fc from 'fast-check'
import { vi } from 'vitest'
import { permissionsOf } from '../../src/auth/permissions.ts'
import { allowedTransitions } from '../../src/orders/order-status.ts'
import {
  addListener,
  canReturn,
  connect,
  cut,
  leave,
  load,
  move,
  NODES,
  note,
  noteOrders,
  pick,
  place,
  running,
  seat,
  settle,
} from './actions.ts'
import { FATES } from './faulty-wire.ts'
import { acknowledgedText, FEEDS, itemText, orderText, sessionText } from './feeds.ts'
import type { Model } from './model.ts'
import type { Snapshot, World } from './world.ts'

type Step = fc.AsyncCommand<Model, World>

const MAX_LISTENERS = 6

const index = fc.nat({ max: 11 })
const anyRuns = (model: Readonly<Model>) => running(model).length > 0
const listener = (model: Readonly<Model>, who: number) => pick(model.listeners, who)

/** A kind of step: its arguments, when it can be taken, and what it does to the world and then to the model. */
function step<T>(
  name: string,
  args: fc.Arbitrary<T>,
  check: (model: Readonly<Model>, args: T) => boolean,
  run: (model: Model, world: World, args: T) => Promise<void>,
): fc.Arbitrary<Step> {
  return args.map((given) => ({
    check: (model) => check(model, given),
    run: (model, world) => run(model, world, given),
    toString: () => `${name}(${fc.stringify(given)})`,
  }))
}

/** Everything that can happen. */
export const STEPS: fc.Arbitrary<Step>[] = [
  step(
    'place',
    fc.record({ table: index, nodes: fc.array(index, { minLength: 1, maxLength: 3 }), atOnce: fc.boolean() }),
    anyRuns,
    async (model, world, { table, nodes, atOnce }) => {
      const ways = nodes.map((node) => pick(running(model), node))
      noteOrders(model, world, [await place(world, pick(model.sessions, table), ways, atOnce)])
    },
  ),

  step(
    'placeTogether',
    fc.record({
      tables: fc.array(index, { minLength: 2, maxLength: 6 }),
      meanwhile: fc.constantFrom('nothing', 'someone joins', 'someone reconnects'),
      who: index,
      feed: fc.constantFrom(...FEEDS),
    }),
    anyRuns,
    async (model, world, { tables, meanwhile, who, feed }) => {
      const nodes = running(model)
      const base = model.log.length
      const placing = Promise.all(
        tables.map((table, at) => place(world, pick(model.sessions, table), [pick(nodes, at)], false)),
      )
      let joining: { who: number; snapshot: Snapshot } | undefined
      if (meanwhile === 'someone joins' && model.listeners.length < MAX_LISTENERS) {
        const joined = addListener(model, world, feed, who)
        const { session } = listener(model, joined)
        const node = pick(nodes, who)
        const snapshot = await world.load(node, feed, session)
        joining = { who: joined, snapshot }
        world.listeners[joined]?.load(snapshot.cursor)
        connect(model, world, joined, node)
      }
      if (meanwhile === 'someone reconnects' && model.listeners.length > 0) {
        const at = who % model.listeners.length
        cut(model, world, at)
        if (canReturn(listener(model, at))) connect(model, world, at, pick(nodes, who))
      }
      noteOrders(model, world, await placing)
      if (!joining) return
      const joined = listener(model, joining.who)
      const held = new Set(joining.snapshot.orders.map((order) => orderText(order)))
      // As much of the log as the snapshot already showed.
      const last = model.log.findLastIndex((event, at) => at >= base && held.has(event.text))
      joined.start = Math.max(base, last + 1)
    },
  ),

  step(
    'move',
    fc.record({ order: index, choice: index, nodes: fc.array(index, { minLength: 1, maxLength: 3 }) }),
    (model, { order }) =>
      anyRuns(model) &&
      model.orders.length > 0 &&
      allowedTransitions(pick(model.orders, order).status, permissionsOf('MANAGER')).length > 0,
    async (model, world, { order, choice, nodes }) => {
      const moved = pick(model.orders, order)
      const status = pick(allowedTransitions(moved.status, permissionsOf('MANAGER')), choice)
      const ways = nodes.map((node) => pick(running(model), node))
      await move(model, world, moved, status, ways)
    },
  ),

  step(
    'acknowledge',
    fc.record({ count: fc.integer({ min: 1, max: 5 }), node: index }),
    (model) => anyRuns(model) && model.orders.length > 0,
    async (model, world, { count, node }) => {
      const shown = model.orders
        .slice(-count)
        .sort((a, b) => a.placedAt.localeCompare(b.placedAt) || a.number - b.number)
      const input = { restaurantId: world.restaurantId, orderIds: shown.map(({ id }) => id) }
      await world.do(pick(running(model), node), 'acknowledgeOrders', input)
      for (const order of shown) {
        if (order.isAcknowledged) continue
        order.isAcknowledged = true
        note(model, world, {
          type: 'OrderAcknowledged',
          text: acknowledgedText(order.id),
          session: order.session,
        })
      }
    },
  ),

  step(
    'requestBill',
    fc.record({ table: index, node: index }),
    anyRuns,
    async (model, world, { table, node }) => {
      const session = pick(model.sessions, table)
      await world.do(pick(running(model), node), 'requestBill', { sessionToken: session.token })
      if (session.status === 'BILL_REQUESTED') return
      session.status = 'BILL_REQUESTED'
      note(model, world, {
        type: 'TableSessionChanged',
        text: sessionText(session.id, session.status),
        session,
      })
    },
  ),

  step(
    'makeRoom',
    fc.record({ table: index, node: index }),
    anyRuns,
    async (model, world, { table, node }) => {
      const session = pick(model.sessions, table)
      await leave(model, world, session, pick(running(model), node))
      await seat(model, world, session.table)
    },
  ),

  step(
    'switchItem',
    fc.record({ item: fc.integer({ min: 1, max: 3 }), isAvailable: fc.boolean(), node: index }),
    anyRuns,
    async (model, world, { item, isAvailable, node }) => {
      const id = world.items[item] as string
      await world.do(pick(running(model), node), 'setMenuItemAvailability', { menuItemId: id, isAvailable })
      const last = model.log.findLast(({ text }) => text.startsWith(`item ${id}`))
      const text = itemText(id, isAvailable)
      if ((last?.text ?? itemText(id, true)) === text) return
      note(model, world, { type: 'MenuItemAvailabilityChanged', text, session: null })
    },
  ),

  step(
    'join',
    fc.record({ feed: fc.constantFrom(...FEEDS), table: index, node: index }),
    (model) => anyRuns(model) && model.listeners.length < MAX_LISTENERS,
    async (model, world, { feed, table, node }) => {
      await load(model, world, addListener(model, world, feed, table), pick(running(model), node))
    },
  ),

  step(
    'disconnect',
    fc.record({ who: index }),
    (model) => model.listeners.length > 0,
    async (model, world, { who }) => cut(model, world, who % model.listeners.length),
  ),

  ...(['resume', 'reload'] as const).map((way) =>
    step(
      way,
      fc.record({ who: index, node: index }),
      (model, { who }) => anyRuns(model) && model.listeners.length > 0 && canReturn(listener(model, who)),
      async (model, world, { who, node }) => {
        const at = who % model.listeners.length
        cut(model, world, at)
        if (way === 'resume') connect(model, world, at, pick(running(model), node))
        else await load(model, world, at, pick(running(model), node))
      },
    ),
  ),

  step(
    'kill',
    fc.record({ node: index }),
    (model, { node }) => pick(model.nodes, node),
    async (model, world, { node }) => {
      const killed = node % NODES
      model.nodes[killed] = false
      for (const [who, { node: connectedTo }] of model.listeners.entries()) {
        if (connectedTo === killed) cut(model, world, who)
      }
      world.kill(killed)
    },
  ),

  step(
    'start',
    fc.constant({}),
    (model) => model.nodes.includes(false),
    async (model, world) => {
      const node = model.nodes.indexOf(false)
      await world.start(node)
      model.nodes[node] = true
    },
  ),

  step(
    'doorbell',
    fc.record({ fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 12 }) }),
    () => true,
    async (_model, world, { fates }) => world.wire.decide(fates),
  ),
  step(
    'handOnLate',
    fc.constant({}),
    () => true,
    async (_model, world) => world.wire.handOnLate(),
  ),
  step(
    'secondPasses',
    fc.constant({}),
    () => true,
    async () => {
      vi.advanceTimersByTime(1_000)
    },
  ),

  step('daysPass', fc.record({ node: index }), anyRuns, async (model, world, { node }) => {
    const pruning = pick(running(model), node)
    const parties = [...model.sessions]
    for (const session of parties) await leave(model, world, session, pruning)
    world.clock.passDays(8)
    await world.node(pruning).services.log.prune()
    for (const session of model.formerSessions) session.readable = false
    for (const { table } of parties) await seat(model, world, table)
  }),

  step('settle', fc.constant({}), () => true, settle),
]
