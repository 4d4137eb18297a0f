import { randomUUID } from 'node:crypto'
import { decodeGlobalId } from '../../../api/src/graphql/global-id.ts'
import type { Restaurant } from '../restaurants.ts'
import { type Ask, type Data, insist, overHttp, type Way } from './api.ts'
import type { BenchClient, Scene } from './client.ts'
import { EVENT_FIELDS } from './events.ts'
import { Life, type ReceivedEvent, type ReceivedOrder } from './life.ts'
import { openScreen, type Screen } from './screen.ts'

const SESSION_FIELDS = 'id cursor status orders { id status version }'
const SIT_DOWN = /* GraphQL */ `mutation ($input: StartTableSessionInput!) {
  startTableSession(input: $input) {
    __typename ... on StartTableSessionPayload { sessionToken tableSession { ${SESSION_FIELDS} } }
  }
}`
const SESSION = `query ($token: String!) { tableSession(sessionToken: $token) { ${SESSION_FIELDS} } }`
const ORDER = /* GraphQL */ `mutation ($input: CreateOrderInput!) {
  createOrder(input: $input) { __typename ... on CreateOrderPayload { order { id } } }
}`
const EVENTS = /* GraphQL */ `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { ${EVENT_FIELDS} }
}`
const CHANGES = /* GraphQL */ `subscription ($token: String!, $after: String) {
  orderStatusChanged(sessionToken: $token, after: $after) {
    __typename id cursor occurredAt order { id status version }
  }
}`

/** One order in so many is sent twice at once, as by an impatient finger. */
const DOUBLE_TAPS = 25
/** A guest who has waited so long for something to be shown goes on without. */
const GIVE_UP_MS = 20_000

export interface Guest extends BenchClient {
  /** Sits down at a table, or joins those who sit there. @returns the session's global id */
  sitDown(tableCode: string): Promise<string>
  /** Orders something, and sends it until it is answered. @returns the order's global id */
  order(): Promise<string | undefined>
  /** Resolves when the screen shows that all of these orders are served. */
  allServed(orderIds: readonly string[]): Promise<void>
  /**
   * Resolves when the screen shows that these orders are served and the session is over. A screen that does not is
   * left lying, switched on: it still has to show it in the end.
   */
  leave(orderIds: readonly string[]): Promise<void>
}

/** What a guest's screen shows. */
interface View {
  /** Orders that are served, by the stream of all events. */
  readonly all: Set<string>
  /** The same by the stream of changes. */
  readonly changes: Set<string>
  /** The session's status. */
  session: string
}

const isServed = ({ status }: ReceivedOrder) => status === 'SERVED'

export function openGuest(options: {
  scene: Scene
  name: string
  group: number
  way: Way
  restaurant: Restaurant
}): Guest {
  const { scene, name, group, way, restaurant } = options
  const http = overHttp(way)
  let screen: Screen | undefined
  const leftLying: Screen[] = []
  let sessionToken = ''
  let lives: Life[] = []
  let paused = false
  let shown: View = { all: new Set(), changes: new Set(), session: '' }

  function show(session: Data): void {
    const served = session.orders.filter(isServed).map(({ id }: ReceivedOrder) => id)
    const view: View = { all: new Set(served), changes: new Set(served), session: session.status }
    shown = view
    screen?.close()
    const opened = openScreen({ way, onFatal: (what) => scene.onViolation(`${name}: ${what}`) })
    screen = opened
    const begin = {
      client: name,
      feed: { kind: 'session', id: decodeGlobalId(session.id).id } as const,
      snapshot: session.orders,
      cursor: session.cursor,
    }
    const events = new Life({
      ...begin,
      onApplied({ order, status }: ReceivedEvent) {
        if (order && isServed(order)) view.all.add(order.id)
        if (status) view.session = status
      },
    })
    const changes = new Life({
      ...begin,
      type: 'OrderStatusChanged',
      onApplied({ order }: ReceivedEvent) {
        if (order && isServed(order)) view.changes.add(order.id)
      },
    })
    lives = [events, changes]
    scene.lives.push(events, changes)
    opened.follow(events, EVENTS, { token: sessionToken })
    opened.follow(changes, CHANGES, { token: sessionToken })
  }

  /** Waits for what the stream of events brings. @returns whether it came in time, or the run was over */
  function shows(isSo: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      let unwatch = () => {}
      const settle = (result: boolean) => {
        clearTimeout(timer)
        clearInterval(checks)
        unwatch()
        resolve(result)
      }
      const check = () => {
        if (isSo()) settle(true)
        else if (scene.over.aborted) settle(false)
      }
      const timer = setTimeout(() => settle(false), GIVE_UP_MS)
      // A reload puts another stream in the place of the one that is watched.
      const checks = setInterval(check, 100)
      unwatch = lives[0]?.watch(check) ?? unwatch
      check()
    })
  }

  const areServed = (orderIds: readonly string[]) =>
    orderIds.every((id) => shown.all.has(id) && shown.changes.has(id))

  return {
    name,
    group,
    node: () => way.node,
    lives: () => lives,
    isPaused: () => paused,

    async sitDown(tableCode) {
      const input = { tableCode, guestName: name }
      const { startTableSession } = await insist(way, scene.over, () => http(SIT_DOWN, { input }))
      sessionToken = startTableSession.sessionToken
      show(startTableSession.tableSession)
      return startTableSession.tableSession.id
    },

    async order() {
      const sent = { key: randomUUID(), answers: [] as string[] }
      scene.sent.push(sent)
      const menuItemId = way.random.pick(restaurant.menuItemIds)
      const items = [{ menuItemId, quantity: way.random.integer(1, 3) }]
      const input = { sessionToken, idempotencyKey: sent.key, items }
      const send = (ask: Ask) =>
        insist(way, scene.over, async () => {
          const { createOrder } = await ask(ORDER, { input })
          if (createOrder.order) sent.answers.push(createOrder.order.id)
          else scene.onViolation(`${name} ordered and was answered ${createOrder.__typename}`)
        })
      const ways: Ask[] = [http, ...(screen ? [screen.ask] : [])]
      const isDoubleTap = way.random.integer(1, DOUBLE_TAPS) === 1
      await Promise.all(isDoubleTap ? ways.map(send) : [send(way.random.pick(ways))])
      return sent.answers[0]
    },

    async allServed(orderIds) {
      await shows(() => areServed(orderIds))
    },

    async leave(orderIds) {
      if (await shows(() => areServed(orderIds) && shown.session === 'CLOSED')) {
        for (const life of lives) life.finish('whole')
        screen?.close()
      } else if (screen) leftLying.push(screen)
      screen = undefined
      lives = []
    },

    async reload() {
      if (!screen) return
      const reloading = screen
      const token = sessionToken
      for (const life of lives) life.finish('reloaded')
      const { tableSession } = await insist(way, scene.over, () => http(SESSION, { token }))
      // The party may have moved on in between.
      if (screen === reloading) show(tableSession)
    },

    pause(on) {
      paused = on
      screen?.pause(on)
    },

    close() {
      for (const each of [...leftLying, ...(screen ? [screen] : [])]) each.close()
    },
  }
}
