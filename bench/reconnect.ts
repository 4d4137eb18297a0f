import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openClient } from '../api/test/client.ts'
import { inMegabytes, startDemoServer } from './demo-server.ts'
import { EVENT_FIELDS, Listener, type ListenerOptions } from './listener.ts'
import { orderInput, placeOrder, plainItem, seatGuest } from './orders.ts'
import { caughtUp, countWrong, readStoredLog } from './stored-log.ts'

// Thousands of clients lose their connections at once, while orders go on, and come back with the web app's backoff.
// How long until each has been told what it missed?

const TABLES = 12
/** So many sit down or connect at once, until all are there. */
const AT_ONCE = 100
/** Orders before the cut, and after all are back. */
const STEADY_MS = 5_000

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '5000' },
    /** So many of the clients; the others are guests, each with a session token of its own. */
    kitchens: { type: 'string', default: '100' },
    /** Orders per second. */
    rate: { type: 'string', default: '10' },
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

const server = await startDemoServer('PostgreSQL + Redis')
const api = openClient(`${server.url}/graphql`)
try {
  const token = await api.signIn('kitchen@demo.test')
  const restaurantId = await api.restaurantId('demo')
  const menuItemId = await plainItem(api)
  const kitchens = Number(options.kitchens)
  const guests = await inBatches(Number(options.clients) - kitchens, (index) =>
    seatGuest(api, index % TABLES),
  )
  const after = await api.boardCursor(token, restaurantId)
  const before = await readStoredLog(server)

  /** The number of each feed's newest order, as far as it was answered. */
  const newest = new Map<string, number>()
  const clients = await inBatches(Number(options.clients), async (index) => {
    const guest = guests[index - kitchens]
    return connect(
      guest
        ? {
            feed: guest.feed,
            query: `subscription ($token: String!, $after: String) {
              tableSessionEvents(sessionToken: $token, after: $after) { ${EVENT_FIELDS} }
            }`,
            variables: { token: guest.sessionToken, after: guest.cursor },
          }
        : {
            feed: restaurantId,
            token,
            query: `subscription ($id: ID!, $after: String) {
              restaurantEvents(restaurantId: $id, after: $after) { ${EVENT_FIELDS} }
            }`,
            variables: { id: restaurantId, after },
          },
    )
  })

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
      const guest = guests[number % TABLES]
      if (guest) orders.push(place(number, guest.feed, guest.sessionToken))
      await delay(1_000 / Number(options.rate))
    }
  }
  async function place(number: number, feed: string, sessionToken: string): Promise<void> {
    await placeOrder(api.http(), orderInput(sessionToken, menuItemId, String(number)))
    for (const key of [feed, restaurantId]) newest.set(key, Math.max(number, newest.get(key) ?? 0))
  }
  const ordered = order()
  await delay(STEADY_MS)

  const { rss } = await server.memory()
  for (const client of clients) Object.assign(client, { target: undefined, backAt: undefined })
  if (options.how === 'kill') await server.restart()
  else for (const { listener } of clients) listener.cut()
  const since = performance.now()
  while (clients.some(({ backAt }) => backAt === undefined)) await delay(20)
  const { peak } = await server.memory()

  const times = clients.map(({ backAt = Number.NaN }) => Math.max(0, backAt - since)).sort((a, b) => a - b)
  const at = (share: number) =>
    `${((times[Math.ceil(share * times.length) - 1] ?? Number.NaN) / 1_000).toFixed(2)} s`
  const from = options.how === 'kill' ? 'the killed server is there again' : 'all are cut'
  console.log(`${clients.length} clients, from when ${from} until they have what they missed:`)
  console.log(`p50 ${at(0.5)}   p99 ${at(0.99)}   max ${at(1)}`)
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

/** Makes many of something, so many at a time. */
async function inBatches<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const all: T[] = []
  for (let first = 0; first < count; first += AT_ONCE) {
    const indexes = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => first + index)
    all.push(...(await Promise.all(indexes.map(make))))
  }
  return all
}
