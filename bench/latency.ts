import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { build, type Histogram } from 'hdr-histogram-js'
import { CREATE_ORDER, openClient, type SocketTransport } from '../api/test/client.ts'
import { availableBackings, type Backing, startDemoServer } from './demo-server.ts'
import { orderInput, plainItem, seatGuests, tablesFor } from './orders.ts'

// From the moment at which an order is due to be sent to the moment at which a kitchen has it, over real sockets.
// Open loop: orders are due at a fixed rate whatever becomes of those before, so a stall counts against every order
// that it delays (no coordinated omission).

const { values: options } = parseArgs({
  options: {
    /** Orders per second. */
    rate: { type: 'string', default: '50' },
    /** Seconds measured in each run, after as many of warming up as WARM_UP_SECONDS. */
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
  },
})
const rate = Number(options.rate)
const seconds = Number(options.seconds)
const WARM_UP_SECONDS = 5
const total = rate * (WARM_UP_SECONDS + seconds)
const tables = tablesFor(total)

interface Run {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

async function measure(backing: Backing): Promise<Run> {
  const server = await startDemoServer(backing, { tables })
  const client = openClient(`${server.url}/graphql`)
  try {
    const token = await client.signIn('kitchen@demo.test')
    const restaurantId = await client.restaurantId('demo')
    const menuItemId = await plainItem(client)
    const guests = (await seatGuests(client, tables)).map(({ sessionToken }) => ({
      socket: client.socket(),
      sessionToken,
    }))

    const measuredFrom = rate * WARM_UP_SECONDS
    const due: number[] = []
    const histogram = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: 60_000_000,
      numberOfSignificantValueDigits: 3,
    })
    const { promise: received, count } = countdown(total)
    client.socket(token).client.subscribe<{ orderCreated: { order: { note: string } } }>(
      {
        query: `subscription ($id: ID!, $after: String) {
          orderCreated(restaurantId: $id, after: $after) {
            order { id number tableLabel note items { name quantity note options { name } } }
          }
        }`,
        variables: { id: restaurantId, after: await client.boardCursor(token, restaurantId) },
      },
      {
        next({ data }) {
          const sequence = Number(data?.orderCreated.order.note)
          if (sequence >= measuredFrom) record(histogram, performance.now() - (due[sequence] ?? 0))
          count()
        },
        error: (error) => {
          throw error
        },
        complete: () => {},
      },
    )

    const start = performance.now() + 500
    for (let sequence = 0; sequence < total; sequence++) {
      const at = start + (sequence * 1_000) / rate
      await delay(Math.max(0, at - performance.now()))
      due[sequence] = at
      const guest = guests[sequence % tables]
      if (guest) send(guest.socket, guest.sessionToken, menuItemId, sequence)
    }
    await received
    return {
      p50: histogram.getValueAtPercentile(50) / 1_000,
      p99: histogram.getValueAtPercentile(99) / 1_000,
      max: histogram.maxValue / 1_000,
    }
  } finally {
    await client.close()
    await server.stop()
  }
}

/** Not awaited: the loop is open. A refused order would never arrive, so it ends the benchmark. */
function send(socket: SocketTransport, sessionToken: string, menuItemId: string, sequence: number): void {
  void socket
    .request(CREATE_ORDER, { input: orderInput(sessionToken, menuItemId, String(sequence)) })
    .then(({ data, errors }) => {
      if (data?.createOrder.__typename !== 'CreateOrderPayload')
        throw new Error(JSON.stringify(errors ?? data))
    })
}

function record(histogram: Histogram, milliseconds: number): void {
  histogram.recordValue(Math.max(1, Math.round(milliseconds * 1_000)))
}

function countdown(from: number): { promise: Promise<void>; count: () => void } {
  let left = from
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return {
    promise,
    count() {
      left -= 1
      if (left === 0) resolve()
    },
  }
}

function median(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(2)
}

console.log(
  `createOrder to kitchen, ms: ${rate} orders/s of 3 lines, open loop, median of ${options.runs} runs of ${seconds} s`,
)
for (const backing of availableBackings()) {
  const runs: Run[] = []
  for (let run = 0; run < Number(options.runs); run++) runs.push(await measure(backing))
  const of = (figure: keyof Run) => median(runs.map((run) => run[figure]))
  console.log(`${backing.padEnd(20)} p50 ${of('p50')}   p99 ${of('p99')}   max ${of('max')}`)
}
if (availableBackings().length === 1) console.log('Set DATABASE_URL and REDIS_URL to measure on servers too.')
