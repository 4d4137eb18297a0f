import type { OrderStatus } from '../gql/graphql'
import type { Connection } from './connection-monitor'

/** Two servers' clocks may differ; what is marked for nothing costs less than what is not marked. */
const CLOCKS_DIFFER_MS = 1000

/** What the screen has to know of an order to see that it changed. */
export type Followed = { id: string; version: number; status: OrderStatus; updatedAt: string }

type Known = { version: number; status: OrderStatus }

/** What became of one order while the screen was not live. */
export type MissedChange = {
  /** Where the screen had it; null: it had never shown it. */
  from: OrderStatus | null
  /** Where it was when the screen came back; null: no longer among the orders. */
  to: OrderStatus | null
}

/** What a screen has shown, and what it missed that nobody has seen yet. */
export type Watch = {
  known: ReadonlyMap<string, Known>
  missed: ReadonlyMap<string, MissedChange>
  /** The time in which that happened, as text; null when there is nothing of it. */
  span: { from: string; until: string } | null
  /** When this was last true of the screen: set where the page is a new one. */
  leftAt?: string
}

type FollowOptions = {
  connection: Connection
  now: Date
  /** Whether a change was made on this very screen. `from` is null for a new order. */
  isOwn: (order: Followed, from: OrderStatus | null) => boolean
}

/** Whether a change of this time reached the screen late: it was not live when it happened. */
export function cameLate(updatedAt: string, connection: Connection): boolean {
  if (connection.status !== 'live') return true
  const { absence } = connection
  return absence !== undefined && Date.parse(updatedAt) < absence.until.getTime() + CLOCKS_DIFFER_MS
}

/**
 * Compares the orders as they are now with what the screen has shown, and adds what it missed. Read off the orders
 * rather than from events, so it holds whichever way they came: replayed, in a reloaded snapshot, or after the page
 * itself was gone. A change that is seen to happen takes the mark of the order away. Returns `watch` itself when there
 * is nothing new.
 * @param watch null: nothing was ever shown here, so nothing can have been missed
 */
export function followOrders(
  watch: Watch | null,
  orders: readonly Followed[],
  { connection, now, isOwn }: FollowOptions,
): Watch {
  const known = new Map(orders.map(({ id, version, status }) => [id, { version, status }]))
  if (!watch) return { known, missed: new Map(), span: null }
  const missed = new Map(watch.missed)
  let isSame = known.size === watch.known.size
  for (const order of orders) {
    const mark = missed.get(order.id)
    // It may turn out late that it was: an order is in the list before the answer to whoever sent it.
    if (mark && isOwn(order, mark.from)) missed.delete(order.id)
    const before = watch.known.get(order.id)
    // An older one than before is news, too: the server's database was restored.
    if (before?.version === order.version && before.status === order.status) continue
    isSame = false
    missed.delete(order.id)
    const from = mark ? mark.from : (before?.status ?? null)
    if (from !== order.status && cameLate(order.updatedAt, connection) && !isOwn(order, from))
      missed.set(order.id, { from, to: order.status })
  }
  // What leaves a live screen is tidied up; what a fresh snapshot no longer has was finished meanwhile.
  if (connection.status !== 'live')
    for (const [id, { status }] of watch.known)
      if (!known.has(id) && isOpen(status)) missed.set(id, { from: status, to: null })
  if (isSame && missed.size === watch.missed.size) return watch
  return { known, missed, span: missed.size > 0 ? spanOf(watch, connection, now) : null }
}

/** Somebody has seen what became of these orders. */
export function seeMissed(watch: Watch, orderIds: ReadonlySet<string>): Watch {
  const missed = new Map([...watch.missed].filter(([id]) => !orderIds.has(id)))
  if (missed.size === watch.missed.size) return watch
  return { ...watch, missed, span: missed.size > 0 ? watch.span : null }
}

/** How many orders are new, moved on, done (served, or gone from the list) and cancelled. */
export function countMissed(missed: Watch['missed']) {
  const counts = { new: 0, moved: 0, done: 0, cancelled: 0 }
  for (const { from, to } of missed.values()) {
    if (to === 'CANCELLED') counts.cancelled++
    else if (to === null || to === 'SERVED') counts.done++
    else if (from === null) counts.new++
    else counts.moved++
  }
  return counts
}

function isOpen(status: OrderStatus): boolean {
  return status !== 'SERVED' && status !== 'CANCELLED'
}

/** From the first absence whose changes nobody has seen to the last. */
function spanOf(watch: Watch, connection: Connection, now: Date): Watch['span'] {
  const isLive = connection.status === 'live'
  const lastLive = isLive ? connection.absence?.from : connection.since
  const until = (isLive && connection.absence?.until) || now
  return {
    from: watch.span?.from ?? lastLive?.toISOString() ?? watch.leftAt ?? until.toISOString(),
    until: until.toISOString(),
  }
}
