import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openClient } from '../api/test/client.ts'
import { findRedis } from '../scripts/test/own-redis.ts'
import { startDemoServer } from './demo-server.ts'
import { startRedis } from './faults/services.ts'
import { EVENT_FIELDS, Listener } from './listener.ts'
import { orderInput, placeOrder, plainItem, seatGuests, tablesFor } from './orders.ts'
import { caughtUp, countWrong, readStoredLog } from './stored-log.ts'

// Redis is stopped under load and comes back. How long do orders take to the kitchen before, meanwhile and after?

const STEADY_MS = 10_000
/** Nodes look for Redis at least once a second. */
const RECONNECT_MS = 1_500

const { values: options } = parseArgs({
  options: {
    /** Seconds. */
    away: { type: 'string', default: '60' },
    /** Orders per second. */
    rate: { type: 'string', default: '20' },
  },
})
const seconds = Number(options.away) + (2 * STEADY_MS + RECONNECT_MS) / 1_000
// Twice as many as are due: Redis takes its time to start.
const tables = tablesFor(2 * Number(options.rate) * seconds)

const program = findRedis()
if (!program) throw new Error('Install redis-server (or valkey-server): this stops one of its own.')
const redis = await startRedis(program)
const server = await startDemoServer('PostgreSQL + Redis', { redisUrl: redis.url, tables })
const client = openClient(`${server.url}/graphql`)
try {
  const token = await client.signIn('kitchen@demo.test')
  const restaurantId = await client.restaurantId('demo')
  const menuItemId = await plainItem(client)
  const guests = await seatGuests(client, tables)
  const before = await readStoredLog(server)
  const sentAt: number[] = []
  const tookMs: number[] = []
  const kitchen = new Listener({
    feed: restaurantId,
    url: server.url,
    transport: 'socket',
    token,
    query: `subscription ($id: ID!, $after: String) {
      restaurantEvents(restaurantId: $id, after: $after) { ${EVENT_FIELDS} }
    }`,
    variables: { id: restaurantId, after: await client.boardCursor(token, restaurantId) },
    onEvent({ order }) {
      const number = Number(order?.note)
      tookMs[number] = performance.now() - (sentAt[number] ?? Number.NaN)
    },
  })

  let ordering = true
  const orders: Promise<string>[] = []
  async function order(): Promise<void> {
    const start = performance.now()
    for (let number = 0; ordering; number++) {
      const due = start + (number * 1_000) / Number(options.rate)
      await delay(Math.max(0, due - performance.now()))
      sentAt[number] = due
      const guest = guests[number % tables]
      if (guest)
        orders.push(placeOrder(client.http(), orderInput(guest.sessionToken, menuItemId, String(number))))
    }
  }
  const ordered = order()
  await delay(STEADY_MS)
  const gone = performance.now()
  await redis.bounce('SIGTERM', Number(options.away) * 1_000)
  const back = performance.now()
  await delay(RECONNECT_MS + STEADY_MS)
  ordering = false
  await ordered
  await Promise.all(orders)
  const stored = await readStoredLog(server)
  await caughtUp([kitchen], before, stored)

  console.log(`createOrder to kitchen, ms, ${options.rate} orders/s:`)
  report('with Redis', 0, gone)
  report(`for ${options.away} s without`, gone, back)
  report(`from ${RECONNECT_MS} ms after its return`, back + RECONNECT_MS, Number.POSITIVE_INFINITY)
  const { missed, wrong } = countWrong([kitchen], before, stored)
  console.log(`${missed} events missed, ${wrong === 0 ? 'in order' : 'in another order'}`)
  if (missed + wrong > 0) process.exitCode = 1
  kitchen.close()

  function report(when: string, from: number, until: number): void {
    const times = tookMs
      .filter((_, number) => (sentAt[number] ?? 0) >= from && (sentAt[number] ?? 0) < until)
      .sort((a, b) => a - b)
    const at = (share: number) => (times[Math.ceil(share * times.length) - 1] ?? Number.NaN).toFixed(1)
    console.log(
      `${when.padEnd(30)} ${String(times.length).padStart(5)} orders   p50 ${at(0.5)}   p99 ${at(0.99)}   max ${at(1)}`,
    )
  }
} finally {
  await client.close()
  await server.stop()
  await redis.stop()
}
