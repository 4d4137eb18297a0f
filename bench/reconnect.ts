import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '../api/src/db/database.ts'
import { openClient } from '../api/test/client.ts'
import { inMegabytes, startDemoServer } from './demo-server.ts'
import { openRestaurant, type Restaurant } from './faults/restaurants.ts'
import { EVENT_FIELDS, Listener, type ListenerOptions } from './listener.ts'
import { orderInput, placeOrder } from './orders.ts'
import { caughtUp, countWrong, readStoredLog } from './stored-log.ts'

// The clients of many restaurants lose their connections at once, while orders go on, and come back with the web app's
// backoff. How long until each has been told what it missed?

/** Of each restaurant: with its kitchens 100 clients. */
const TABLES = 12
const GUESTS_PER_TABLE = 8
const KITCHENS = 4
/** So many sit down or connect at once, until all are there. */
const AT_ONCE = 100
/** Orders before the cut, and after all are back. */
const STEADY_MS = 5_000

const { values: options } = parseArgs({
  options: {
    restaurants: { type: 'string', default: '50' },
    /** Orders per second, of all restaurants. */
    rate: { type: 'string', default: '20' },
    /** What ends the connections: the network ("cut"), or a server that is killed and started again ("kill"). */
    how: { type: 'string', default: 'cut' },
  },
})

/** One of the clients. Orders are numbered by their notes. */
interface Client {
  readonly listener: Listener
  newest: number
  /** The newest order of its feed when it was connected again: with that it has all that it missed. */
  target: number | undefined
  /** When it had. */
  backAt: number | undefined
}

const server = await startDemoServer('PostgreSQL + Redis', {
  // Fifty restaurants share the address of this machine.
  environment: { MAX_SOCKETS_PER_ADDRESS: '10000', MAX_STRANGERS_PER_ADDRESS: '10000' },
})
const api = openClient(`${server.url}/graphql`)
try {
  const houses = await openHouses()
  const guests = await inBatches(houses.length * TABLES * GUESTS_PER_TABLE, async (index) => {
    const house = at(houses, index)
    const { sessionToken, tableSession } = await api.sitDown(
      at(house.tableCodes, Math.floor(index / houses.length)),
    )
    return { house, sessionToken, feed: tableSession.id, cursor: tableSession.cursor }
  })
  const before = await readStoredLog(server)

  /** The number of each feed's newest order, as far as it was answered. */
  const newest = new Map<string, number>()
  const listening = [
    ...guests.map(({ sessionToken, feed, cursor }) => ({
      feed,
      query: `subscription ($token: String!, $after: String) {
        tableSessionEvents(sessionToken: $token, after: $after) { ${EVENT_FIELDS} }
      }`,
      variables: { token: sessionToken, after: cursor },
    })),
    ...(await Promise.all(
      houses.flatMap(({ globalId: id, token }) =>
        Array.from({ length: KITCHENS }, async () => ({
          feed: id,
          token,
          query: `subscription ($id: ID!, $after: String) {
            restaurantEvents(restaurantId: $id, after: $after) { ${EVENT_FIELDS} }
          }`,
          variables: { id, after: await api.boardCursor(token, id) },
        })),
      ),
    )),
  ]
  const clients = await inBatches(listening.length, (index) => connect(at(listening, index)))

  function connect(own: Pick<ListenerOptions, 'feed' | 'token' | 'query' | 'variables'>): Promise<Client> {
    return new Promise((resolve) => {
      const review = () => {
        if (client.target !== undefined && client.newest >= client.target) client.backAt ??= performance.now()
      }
      const listener = new Listener({
        ...own,
        url: server.url,
        transport: 'socket',
        onOpen() {
          client.target = newest.get(own.feed) ?? -1
          review()
          resolve(client)
        },
        onEvent({ order }) {
          if (order) client.newest = Math.max(client.newest, Number(order.note))
          review()
        },
      })
      const client: Client = { listener, newest: -1, target: undefined, backAt: undefined }
    })
  }

  let ordering = true
  const orders: Promise<void>[] = []
  async function order(): Promise<void> {
    for (let number = 0; ordering; number++) {
      orders.push(place(number, at(guests, number)))
      await delay(1_000 / Number(options.rate))
    }
  }
  async function place(
    number: number,
    { house, sessionToken, feed }: (typeof guests)[number],
  ): Promise<void> {
    await placeOrder(api.http(), orderInput(sessionToken, at(house.menuItemIds, number), String(number)))
    for (const key of [feed, house.globalId]) newest.set(key, Math.max(number, newest.get(key) ?? 0))
  }
  const ordered = order()
  await delay(STEADY_MS)

  const { rss } = await server.memory()
  for (const client of clients) Object.assign(client, { target: undefined, backAt: undefined })
  const since = performance.now()
  if (options.how === 'kill') await server.restart()
  else for (const { listener } of clients) listener.cut()
  while (clients.some(({ backAt }) => backAt === undefined)) await delay(20)
  const { peak } = await server.memory()

  const times = clients.map(({ backAt = Number.NaN }) => backAt - since).sort((a, b) => a - b)
  const within = (share: number) =>
    `${((times[Math.ceil(share * times.length) - 1] ?? Number.NaN) / 1_000).toFixed(2)} s`
  const from = options.how === 'kill' ? 'their server is killed' : 'all are cut'
  console.log(`${clients.length} clients, from when ${from} until they have what they missed:`)
  console.log(`p50 ${within(0.5)}   p99 ${within(0.99)}   max ${within(1)}`)
  console.log(`The server's memory: ${inMegabytes(rss)} before, at most ${inMegabytes(peak)}`)

  await delay(STEADY_MS)
  ordering = false
  await ordered
  await Promise.all(orders)
  const listeners = clients.map(({ listener }) => listener)
  const stored = await readStoredLog(server)
  await caughtUp(listeners, before, stored)
  const { missed, wrong } = countWrong(listeners, before, stored)
  console.log(`${missed} events missed, ${wrong} clients with others or in another order`)
  for (const listener of listeners) listener.close()
  if (missed + wrong > 0) process.exitCode = 1
} finally {
  await api.close()
  await server.stop()
}

async function openHouses(): Promise<Restaurant[]> {
  const { db, close } = await openDatabase(server.database)
  const opened = await inBatches(Number(options.restaurants), (index) =>
    openRestaurant(db, { slug: `house-${index}`, tableCount: TABLES }, api.signIn),
  )
  // Nobody acknowledges orders here, and alarms would be events that nobody ordered.
  await db.restaurant.updateMany({ data: { acknowledgeWithinSeconds: 600 } })
  await close()
  return opened
}

/** One of them, over and over in turn. */
function at<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('There is none')
  return item
}

/** Makes many of something, so many at a time. */
async function inBatches<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let first = 0; first < count; first += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => first + index)
    all.push(...(await Promise.all(indexes.map(make))))
  }
  return all
}
