import { setTimeout as delay } from 'node:timers/promises'
import { hash } from '../random.ts'
import type { Restaurant } from '../restaurants.ts'
import { insist, overHttp, type Way } from './api.ts'
import type { BenchClient, Scene } from './client.ts'
import { EVENT_FIELDS } from './events.ts'
import { Life, type ReceivedEvent, type ReceivedOrder } from './life.ts'
import { openScreen, type Screen } from './screen.ts'

const BOARD = /* GraphQL */ `query ($id: ID!) {
  kitchenBoard(restaurantId: $id) { cursor orders { id status version } }
}`
const EVENTS = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  restaurantEvents(restaurantId: $id, after: $after) { ${EVENT_FIELDS} }
}`
const CREATED = /* GraphQL */ `subscription ($id: ID!, $after: String) {
  orderCreated(restaurantId: $id, after: $after) { __typename id cursor occurredAt order { id status version } }
}`
const MOVE = /* GraphQL */ `mutation ($input: UpdateOrderStatusInput!) {
  updateOrderStatus(input: $input) { __typename }
}`
const ACKNOWLEDGE = /* GraphQL */ `mutation ($input: AcknowledgeOrdersInput!) {
  acknowledgeOrders(input: $input) { orders { id } }
}`

/** Events after which an order is this kitchen's to move. */
const MOVING: ReadonlySet<string> = new Set(['OrderCreatedEvent', 'OrderStatusChangedEvent'])
const NEXT_STATUS: Readonly<Record<string, string>> = {
  PENDING: 'COOKING',
  COOKING: 'READY',
  READY: 'SERVED',
}
const LONGEST_COOKING_MS = 150
/** What came back after an outage is not moved on all at once: a socket may have 30 operations under way. */
const COOKS = 12
/** Orders that come together are acknowledged together. */
const ACKNOWLEDGE_EVERY_MS = 200
/** One order in so many is moved by all kitchens at once, and by each but one in vain. */
const CONTENDED = 10

/** A kitchen's display: shows all that happens in its restaurant, and moves orders along. */
export async function openKitchen(options: {
  scene: Scene
  name: string
  group: number
  way: Way
  restaurant: Restaurant
  /** Which of the restaurant's kitchens it is; they share the work. */
  index: number
  kitchens: number
}): Promise<BenchClient> {
  const { scene, name, group, way, restaurant, index, kitchens } = options
  const { token } = restaurant
  const http = overHttp(way, token)
  let screen: Screen
  let lives: Life[] = []
  let paused = false

  function isMine({ id }: ReceivedOrder): boolean {
    const drawn = hash(id)
    return drawn % CONTENDED === 0 || Math.floor(drawn / CONTENDED) % kitchens === index
  }

  let toAcknowledge: string[] = []

  /** Says that this kitchen shows an order, with those that come at the same time. */
  function acknowledge({ id }: ReceivedOrder): void {
    toAcknowledge.push(id)
    if (toAcknowledge.length > 1) return
    setTimeout(() => {
      const orderIds = toAcknowledge.slice(0, 100)
      toAcknowledge = []
      const input = { restaurantId: restaurant.globalId, orderIds }
      insist(way, scene.over, () => screen.ask(ACKNOWLEDGE, { input })).catch(failed('acknowledge orders'))
    }, ACKNOWLEDGE_EVERY_MS)
  }

  function failed(to: string): (error: unknown) => void {
    return (error) => {
      if (!scene.over.aborted) scene.onViolation(`${name} could not ${to}: ${error}`)
    }
  }

  /** Moves an order on from where this kitchen has seen it; another's move in between is the other's. */
  async function moveOn(order: ReceivedOrder): Promise<void> {
    const status = NEXT_STATUS[order.status]
    if (!status || !isMine(order)) return
    const input = { orderId: order.id, status, expectedVersion: order.version }
    await aCook()
    await delay(way.random.integer(0, LONGEST_COOKING_MS))
    await insist(way, scene.over, () => way.random.pick([http, screen.ask])(MOVE, { input })).catch(
      failed('move an order'),
    )
    const next = waiting.shift()
    if (next) next()
    else cooks += 1
  }

  let cooks = COOKS
  const waiting: (() => void)[] = []

  /** Resolves when a cook is free, who is then taken. */
  async function aCook(): Promise<void> {
    if (cooks > 0) cooks -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }

  async function load(): Promise<void> {
    const { kitchenBoard } = await insist(way, scene.over, () => http(BOARD, { id: restaurant.globalId }))
    screen = openScreen({ way, token, onFatal: (what) => scene.onViolation(`${name}: ${what}`) })
    const begin = {
      client: name,
      feed: { kind: 'restaurant', id: restaurant.id } as const,
      snapshot: kitchenBoard.orders,
      cursor: kitchenBoard.cursor,
    }
    lives = [
      new Life({
        ...begin,
        onApplied({ __typename, order }: ReceivedEvent) {
          if (order && MOVING.has(__typename)) void moveOn(order)
        },
      }),
      new Life({
        ...begin,
        type: 'OrderCreated',
        onApplied({ order }: ReceivedEvent) {
          if (order && isMine(order)) acknowledge(order)
        },
      }),
    ]
    scene.lives.push(...lives)
    const variables = { id: restaurant.globalId }
    screen.follow(lives[0] as Life, EVENTS, variables)
    screen.follow(lives[1] as Life, CREATED, variables)
    for (const order of kitchenBoard.orders) void moveOn(order)
  }
  await load()

  return {
    name,
    group,
    node: () => way.node,
    lives: () => lives,
    async reload() {
      for (const life of lives) life.finish('reloaded')
      screen.close()
      await load()
    },
    pause(on) {
      paused = on
      screen.pause(on)
    },
    isPaused: () => paused,
    close: () => screen.close(),
  }
}
