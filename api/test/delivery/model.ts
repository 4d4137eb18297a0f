import type { OrderStatus } from '../../src/orders/order-status.ts'
import { type FeedName, sessionText } from './feeds.ts'

/** An event as the model expects it, and as a listener shows it: what happened, in words that are unique in a run. */
export interface ModelEvent {
  readonly type:
    | 'OrderCreated'
    | 'OrderStatusChanged'
    | 'OrderAcknowledged'
    | 'TableSessionChanged'
    | 'MenuItemAvailabilityChanged'
  readonly text: string
  /** Null where only staff see it. */
  readonly session: ModelSession | null
  /** By the services' clock. */
  readonly at: number
}

export interface ModelSession {
  readonly id: string
  readonly token: string
  readonly table: number
  status: 'OPEN' | 'BILL_REQUESTED' | 'CLOSED'
  /** Its tokens can still read. */
  readable: boolean
}

export interface ModelOrder {
  readonly id: string
  readonly session: ModelSession
  status: OrderStatus
  version: number
  isAcknowledged: boolean
  readonly placedAt: string
  readonly number: number
}

/** Someone who has loaded a snapshot and follows a feed. */
export interface ModelListener {
  readonly feed: FeedName
  /** Whose feed; null for the restaurant's. */
  readonly session: ModelSession | null
  /** The node it is connected to. */
  node: number | null
  /** How much of the log its snapshot held. */
  start: number
}

/** What must be true: all that was done, in order, and who follows it. */
export interface Model {
  readonly log: ModelEvent[]
  /** By table: the party that sits there. */
  readonly sessions: ModelSession[]
  /** Those that have left. */
  readonly formerSessions: ModelSession[]
  readonly orders: ModelOrder[]
  readonly listeners: ModelListener[]
  /** Whether each runs. */
  readonly nodes: boolean[]
}

/** What a feed shows. */
const TYPES: Readonly<Record<FeedName, readonly ModelEvent['type'][] | null>> = {
  orderCreated: ['OrderCreated'],
  restaurantEvents: null,
  orderStatusChanged: ['OrderStatusChanged'],
  tableSessionEvents: null,
}

/** Whether a listener's feed has an event in it, shown or not. */
function concerns({ session }: ModelListener, event: ModelEvent): boolean {
  return session === null || event.session === session
}

function shows(listener: ModelListener, event: ModelEvent): boolean {
  return concerns(listener, event) && (TYPES[listener.feed]?.includes(event.type) ?? true)
}

/** Whether a listener's subscription must be complete once it has been shown what is expected. */
export function isOver({ session }: ModelListener): boolean {
  return session?.status === 'CLOSED'
}

/** What a listener must have been shown since its snapshot: of a session no more than up to its end. */
export function expected(model: Model, listener: ModelListener): string[] {
  const { session, start } = listener
  const end = isOver(listener)
    ? model.log.findIndex(({ text }) => text === sessionText(session?.id ?? '', 'CLOSED')) + 1
    : model.log.length
  return model.log
    .slice(start, Math.max(start, end))
    .filter((event) => shows(listener, event))
    .map(({ text }) => text)
}

const RETENTION_MS = 7 * 86_400_000

/** Whether a listener's cursor stands at an event that the log need not have any more, with others behind it. */
function mayHaveExpired(model: Model, listener: ModelListener, shown: number, now: number): boolean {
  let at = listener.start - 1
  for (let left = shown; left > 0; left--) {
    at = model.log.findIndex((event, index) => index > at && shows(listener, event))
  }
  const before = model.log.findLast((event, index) => index <= at && concerns(listener, event))
  const behind = model.log.find((event, index) => index > at && concerns(listener, event))
  return behind !== undefined && (before ?? behind).at <= now - RETENTION_MS
}

/** Whether a listener may have been refused: its cursor or its session is of too long ago. */
export function isRightlyRefused(
  model: Model,
  listener: ModelListener,
  { refusal, applied }: { readonly refusal: string | null; readonly applied: readonly string[] },
  now: number,
): boolean {
  if (refusal === 'NOT_FOUND') return listener.session?.readable === false
  return refusal === 'CURSOR_EXPIRED' && mayHaveExpired(model, listener, applied.length, now)
}
