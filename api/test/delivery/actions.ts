import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { OrderStatus } from '../../src/orders/order-status.ts'
import { type FeedName, isOfSession, orderText, sessionText } from './feeds.ts'
import type { Model, ModelListener, ModelOrder, ModelSession } from './model.ts'
import type { Snapshot, World } from './world.ts'

// What steps are made of: each is done to the world, and once that has answered, noted in the model.

export const NODES = 3

/** One of a list, whatever the number. */
export const pick = <T>(list: readonly T[], at: number) => list[at % list.length] as T
/** The nodes that run. */
export const running = (model: Model) => model.nodes.flatMap((runs, node) => (runs ? [node] : []))
/** Appends to the log as it must be. */
export const note = (model: Model, world: World, event: Omit<Model['log'][number], 'at'>) =>
  model.log.push({ ...event, at: world.clock.now().getTime() })

/** A party sits down at a table where nobody is. */
export async function seat(model: Model, world: World, table: number): Promise<void> {
  const { sessionToken, tableSession } = await world.do(pick(running(model), table), 'startTableSession', {
    tableCode: world.tables[table],
  })
  const session: ModelSession = {
    id: tableSession.id,
    token: sessionToken,
    table,
    status: 'OPEN',
    readable: true,
  }
  model.sessions[table] = session
  note(model, world, { type: 'TableSessionChanged', text: sessionText(session.id, 'OPEN'), session })
}

/** Staff end a session; the table is free. */
export async function leave(model: Model, world: World, session: ModelSession, node: number): Promise<void> {
  await world.do(node, 'closeTableSession', { tableSessionId: session.id })
  session.status = 'CLOSED'
  model.formerSessions.push(session)
  note(model, world, { type: 'TableSessionChanged', text: sessionText(session.id, 'CLOSED'), session })
}

/** Begins anew from a snapshot, which it looks at. */
export async function load(model: Model, world: World, who: number, node: number): Promise<void> {
  const listener = model.listeners[who] as ModelListener
  const snapshot = await world.load(node, listener.feed, listener.session)
  expectWhole(model, listener, snapshot)
  listener.start = model.log.length
  world.listeners[who]?.load(snapshot.cursor)
  connect(model, world, who, node)
}

/** Subscribes on a node, behind what it has been shown. */
export function connect(model: Model, world: World, who: number, node: number): void {
  ;(model.listeners[who] as ModelListener).node = node
  world.listeners[who]?.connect(world.node(node).url)
}

export function cut(model: Model, world: World, who: number): void {
  ;(model.listeners[who] as ModelListener).node = null
  world.listeners[who]?.cut()
}

/** A snapshot shows every order as it is now; a board may leave out those that are done. */
function expectWhole(model: Model, { session }: ModelListener, { orders }: Snapshot): void {
  const known = model.orders.filter((order) => session === null || order.session === session)
  const shown = new Map(orders.map((order) => [order.id, orderText(order)]))
  for (const order of known) {
    const isDone = order.status === 'SERVED' || order.status === 'CANCELLED'
    if (shown.has(order.id) || session !== null || !isDone) expect(shown.get(order.id)).toBe(orderText(order))
  }
}

/** @returns which of the listeners it is */
export function addListener(model: Model, world: World, feed: FeedName, table: number): number {
  const session = isOfSession(feed) ? pick(model.sessions, table) : null
  model.listeners.push({ feed, session, node: null, start: model.log.length })
  world.listen(feed, session)
  return model.listeners.length - 1
}

/** Whether the tokens of its session, if it has one, can still read. */
export const canReturn = ({ session }: ModelListener) => session === null || session.readable

export function noteOrders(model: Model, world: World, placed: ModelOrder[]): void {
  // Numbers are given out in the order of the commits.
  for (const order of placed.sort((a, b) => a.number - b.number)) {
    model.orders.push(order)
    note(model, world, { type: 'OrderCreated', text: orderText(order), session: order.session })
  }
}

/** Sends one order by way of several nodes, at once or again and again: it is one order. */
export async function place(
  world: World,
  session: ModelSession,
  nodes: readonly number[],
  atOnce: boolean,
): Promise<ModelOrder> {
  const input = {
    sessionToken: session.token,
    idempotencyKey: randomUUID(),
    items: [{ menuItemId: world.items[0], quantity: 1 }],
  }
  const send = (node: number) => world.do(node, 'createOrder', input)
  const answers = []
  if (atOnce) answers.push(...(await Promise.all(nodes.map(send))))
  else for (const node of nodes) answers.push(await send(node))
  for (const answer of answers) expect(answer).toEqual(answers[0])
  return { ...answers[0].order, session, isAcknowledged: false }
}

/** Moves an order through every one of the nodes at once: one does. */
export async function move(
  model: Model,
  world: World,
  order: ModelOrder,
  status: OrderStatus,
  nodes: readonly number[],
) {
  const input = { orderId: order.id, status, expectedVersion: order.version, reason: 'Because' }
  const moves = await Promise.allSettled(nodes.map((node) => world.do(node, 'updateOrderStatus', input)))
  const refused = moves.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []))
  expect(refused).toHaveLength(nodes.length - 1)
  for (const refusal of refused) expect(refusal).toContain('ORDER_VERSION_CONFLICT')
  order.status = status
  order.version += 1
  order.isAcknowledged = true
  note(model, world, { type: 'OrderStatusChanged', text: orderText(order), session: order.session })
}

/** Waits until every screen shows what it should; one that is rightly refused reloads, if it still may. */
export function settle(model: Model, world: World): Promise<void> {
  return world.settle(model, (who) => {
    const { node, session } = model.listeners[who] as ModelListener
    cut(model, world, who)
    return node === null || session?.readable === false ? Promise.resolve() : load(model, world, who, node)
  })
}

/** Everyone comes back, and something more happens: whoever was shown anything twice or too early has it now. */
export async function finish(model: Model, world: World): Promise<void> {
  for (const node of model.nodes.keys()) {
    if (!model.nodes[node]) await world.start(node)
    model.nodes[node] = true
  }
  for (const [who, listener] of model.listeners.entries()) {
    if (listener.node === null && canReturn(listener)) connect(model, world, who, who % NODES)
  }
  await settle(model, world)
  for (const session of model.sessions) {
    const placed = await place(world, session, [0], false)
    noteOrders(model, world, [placed])
    await move(model, world, placed, 'COOKING', [1])
  }
  await settle(model, world)
}
