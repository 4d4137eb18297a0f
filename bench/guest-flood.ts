import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { build } from 'hdr-histogram-js'
import { CREATE_ORDER, openClient, type TestClient, type Transport } from '../api/test/client.ts'
import { bestBacking, startDemoServer } from './demo-server.ts'

// A guest of one restaurant asks far too often, from one address, while another restaurant takes orders. Both are
// open loops: what is due is sent, whatever became of what was sent before.

const { values: options } = parseArgs({
  options: {
    /** Requests of the flood, per second. */
    flood: { type: 'string', default: '200' },
    /** Orders of the other restaurant, per second: its four tables may send eight. */
    rate: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '20' },
    runs: { type: 'string', default: '3' },
  },
})
const seconds = Number(options.seconds)
/** So many, and so few orders, that none of them meets a limit. */
const GUESTS_PER_TABLE = 24
const FLOODER = '203.0.113.7'
const neighbour = (index: number) => `198.51.100.${index % 250}`

async function everyTurn(
  perSecond: number,
  forSeconds: number,
  act: (turn: number, due: number) => void,
): Promise<void> {
  const start = performance.now()
  for (let turn = 0; turn < perSecond * forSeconds; turn++) {
    const due = start + (turn * 1_000) / perSecond
    await delay(Math.max(0, due - performance.now()))
    act(turn, due)
  }
}

/** Like the client's, from an address of its own: the server believes one proxy. */
function from(address: string, client: TestClient): Pick<Transport, 'request'> {
  return {
    async request(query, variables) {
      const response = await fetch(client.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ query, variables }),
      })
      return (await response.json()) as Awaited<ReturnType<Transport['request']>>
    },
  }
}

async function ordersOf(client: TestClient, tables: number) {
  const guests = await Promise.all(
    Array.from(
      { length: tables * GUESTS_PER_TABLE },
      async (_, guest) => (await client.sitDown(`demo-two-${(guest % tables) + 1}`)).sessionToken,
    ),
  )
  const { data } = await client
    .http()
    .request(
      '{ restaurant(slug: "demo-two") { menu { categories { items { id name isAvailable optionGroups { id } } } } } }',
    )
  const items = data.restaurant.menu.categories.flatMap((category: { items: object[] }) => category.items)
  const item = items.find(
    ({ isAvailable, optionGroups }: { isAvailable: boolean; optionGroups: object[] }) =>
      isAvailable && optionGroups.length === 0,
  )
  return async (turn: number): Promise<void> => {
    const input = {
      sessionToken: guests[turn % guests.length],
      idempotencyKey: randomUUID(),
      items: [{ menuItemId: item.id, quantity: 1 }],
    }
    const { data, errors } = await from(neighbour(turn), client).request(CREATE_ORDER, { input })
    if (data?.createOrder.__typename !== 'CreateOrderPayload') throw new Error(JSON.stringify(errors ?? data))
  }
}

async function measure(
  order: (turn: number) => Promise<void>,
  rate: number,
): Promise<{ p50: number; p99: number }> {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
  })
  const pending: Promise<void>[] = []
  await everyTurn(rate, seconds, (turn, due) => {
    pending.push(
      order(turn).then(() =>
        histogram.recordValue(Math.max(1, Math.round((performance.now() - due) * 1_000))),
      ),
    )
  })
  await Promise.all(pending)
  return { p50: histogram.getValueAtPercentile(50) / 1_000, p99: histogram.getValueAtPercentile(99) / 1_000 }
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
const backing = bestBacking()
const server = await startDemoServer(backing, {
  environment: { RATE_LIMITS: 'on', TRUSTED_PROXIES: '1' },
})
const client = openClient(`${server.url}/graphql`)
try {
  const order = await ordersOf(client, 4)
  const { sessionToken } = await client.sitDown('demo-1')
  const flooder = from(FLOODER, client)
  const query = `query ($token: String!) { tableSession(sessionToken: $token) { id status restaurant { menu { categories { items { id name } } } } } }`
  const rate = Number(options.rate)
  const before: { p50: number; p99: number }[] = []
  const during: { p50: number; p99: number }[] = []
  const flood = { answered: 0, refused: 0 }
  await measure(order, rate)
  for (let run = 0; run < Number(options.runs); run++) {
    before.push(await measure(order, rate))
    let flooding = true
    const ended = everyTurn(Number(options.flood), seconds, () => {
      if (!flooding) return
      void flooder.request(query, { token: sessionToken }).then(({ errors }) => {
        if (errors?.[0]?.extensions.code === 'RATE_LIMITED') flood.refused += 1
        else flood.answered += 1
      })
    })
    during.push(await measure(order, rate))
    flooding = false
    await ended
  }
  const p99 = { before: median(before.map((run) => run.p99)), during: median(during.map((run) => run.p99)) }
  const p50 = { before: median(before.map((run) => run.p50)), during: median(during.map((run) => run.p50)) }
  console.log(
    `${backing}: ${rate} orders/s of one restaurant, a flood of ${options.flood}/s on another, median of ${options.runs} runs of ${seconds} s`,
  )
  console.log(`flood: ${flood.answered} answered, ${flood.refused} refused`)
  console.log(`createOrder before  p50 ${p50.before.toFixed(2)} ms   p99 ${p99.before.toFixed(2)} ms`)
  console.log(`createOrder during  p50 ${p50.during.toFixed(2)} ms   p99 ${p99.during.toFixed(2)} ms`)
  console.log(`p99 during / before ${(p99.during / p99.before).toFixed(2)}`)
} finally {
  await client.close()
  await server.stop()
}
