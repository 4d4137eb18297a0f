import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import WebSocket from 'ws'
import { openClient, type TestClient } from '../api/test/client.ts'
import { countTopics } from '../api/test/doorbell.ts'
import { bestBacking, type DemoServer, startDemoServer } from './demo-server.ts'

// Listeners come and go, in every way there is, and tables get new parties. Afterwards the server must hold what it
// held before: no topic, no socket, no memory.

const TABLES = 12
const WARM_UP_ROUNDS = 600
/** After so many rounds a table's party leaves and another sits down: a new feed. */
const ROUNDS_OF_A_PARTY = 150
/** Longer than tails linger without listeners. */
const QUIET_WITHIN_MS = 30_000
/** What the caches of guests and statements may take, which have bounds of their own. */
const HEAP_TOLERANCE_MB = 4
/** Connections to the database, of which there are up to 20, and their parts. */
const COUNT_TOLERANCE = 200

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    /** Rounds per second. */
    rate: { type: 'string', default: '60' },
  },
})

const SUBSCRIPTION = `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { id cursor ... on OrderCreatedEvent { order { id } } }
}`

interface Party {
  readonly id: string
  readonly token: string
  readonly cursor: string
}

/** One way to come and go. */
type Visit = (server: DemoServer, client: TestClient, party: Party) => Promise<void>

const visits: readonly Visit[] = [
  async function hearsAnOrderAndLeaves(_server, client, { token, cursor }) {
    const heard = client.socket().subscribe(SUBSCRIPTION, { token, after: cursor })
    await client.order(token)
    const end = await Promise.race([heard.count(1).then(() => undefined), heard.ended.then(JSON.stringify)])
    if (end) throw new Error(`A subscription ended: ${end}`)
    heard.unsubscribe()
  },
  async function leavesBeforeItIsLet(_server, client, { token }) {
    const socket = client.socket()
    for (let time = 0; time < 3; time++) socket.subscribe(SUBSCRIPTION, { token }).unsubscribe()
    await socket.request('{ viewer { id } }')
  },
  async function isCutOff({ url }, _client, { token, cursor }) {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
    await new Promise<void>((resolve) => {
      socket.on('error', () => {})
      socket.on('open', () => socket.send('{"type":"connection_init"}'))
      socket.on('message', (message) => {
        if (!String(message).includes('connection_ack')) return
        const payload = { query: SUBSCRIPTION, variables: { token, after: cursor } }
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }), () => socket.terminate())
      })
      socket.on('close', () => resolve())
    })
  },
  async function readsAStreamAndLeaves({ url }, client, { token, cursor }) {
    const leaving = new AbortController()
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: SUBSCRIPTION, variables: { token, after: cursor } }),
      signal: leaving.signal,
    })
    await client.order(token)
    await response.body?.getReader().read()
    leaving.abort()
  },
]

async function churn(server: DemoServer, until: (rounds: number) => boolean): Promise<number> {
  const host = openClient(`${server.url}/graphql`)
  const staff = await host.signIn('owner@demo.test')
  let rounds = 0
  const seat = async (code: string): Promise<Party> => {
    const { sessionToken, tableSession } = await host.sitDown(code)
    return { id: tableSession.id, token: sessionToken, cursor: tableSession.cursor }
  }
  const serve = async (table: number) => {
    const code = `demo-${table + 1}`
    let party = await seat(code)
    for (let round = table; !until(rounds); round++) {
      const client = openClient(`${server.url}/graphql`)
      // A connection can be closed as it is used again, as anywhere with HTTP; the visit is over then, too.
      await visits[round % visits.length]?.(server, client, party).catch((error: Error) => {
        console.log(`A visit failed: ${error.cause ?? error.message ?? JSON.stringify(error)}`)
      })
      await client.close()
      rounds += 1
      if (round % ROUNDS_OF_A_PARTY === 0) {
        await host
          .http(staff)
          .request(
            'mutation ($id: ID!) { closeTableSession(input: { tableSessionId: $id }) { __typename } }',
            { id: party.id },
          )
        party = await seat(code)
      }
      await delay((1_000 * TABLES) / Number(options.rate))
    }
  }
  await Promise.all(Array.from({ length: TABLES }, (_, table) => serve(table)))
  await host.close()
  return rounds
}

interface Held {
  readonly channels: number
  readonly heapMb: number
  readonly sockets: number
  readonly timers: number
  readonly emitters: number
  readonly promises: number
}

async function held(server: DemoServer): Promise<Held> {
  const { heap, buffers: _, ...counts } = await server.collected()
  return { channels: await countTopics(server.doorbell), heapMb: Number((heap / 1e6).toFixed(1)), ...counts }
}

/** What it holds once tails no longer linger. */
async function heldWhenQuiet(server: DemoServer): Promise<Held> {
  const deadline = performance.now() + QUIET_WITHIN_MS
  while ((await countTopics(server.doorbell)) > 0 && performance.now() < deadline) await delay(500)
  return held(server)
}

function print(what: string, { channels, heapMb, sockets, timers, emitters, promises }: Held): void {
  const figures = { channels, 'heap MB': heapMb, sockets, timers, emitters, promises }
  const columns = Object.entries(figures).map(([name, figure]) => `${name} ${String(figure).padStart(5)}`)
  console.log([what.padEnd(26), ...columns].join('   '))
}

const backing = bestBacking()
console.log(`Churn on ${backing}: ${options.minutes} min, ${options.rate} rounds/s`)
const server = await startDemoServer(backing)
try {
  await churn(server, (rounds) => rounds >= WARM_UP_ROUNDS)
  const before = await heldWhenQuiet(server)
  print('before', before)

  const start = performance.now()
  const end = start + Number(options.minutes) * 60_000
  let minute = 1
  const rounds = await churn(server, (done) => {
    const now = performance.now()
    if (now >= start + minute * 60_000) {
      const name = `minute ${minute++}, ${done} rounds`
      void held(server).then((while_) => print(name, while_))
    }
    return now >= end
  })
  const after = await heldWhenQuiet(server)
  print(`after ${rounds} rounds`, after)

  const grown = (Object.keys(after) as (keyof Held)[]).filter((key) => {
    const tolerance = key === 'heapMb' ? HEAP_TOLERANCE_MB : key === 'channels' ? 0 : COUNT_TOLERANCE
    return after[key] > before[key] + tolerance
  })
  console.log(grown.length === 0 ? 'Everything is back where it was.' : `Grown: ${grown.join(', ')}`)
  process.exitCode = grown.length === 0 ? 0 : 1
} catch (error) {
  console.error(error, server.log())
  process.exitCode = 1
} finally {
  await server.stop()
}
