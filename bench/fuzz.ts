import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { buildSchema } from 'graphql'
import WebSocket from 'ws'
import { REPOSITORY } from '../api/src/repository.ts'
import { openClient } from '../api/test/client.ts'
import { byHash, chanceOf, createFuzzer } from '../api/test/fuzz.ts'
import { bestBacking, type DemoServer, startDemoServer } from './demo-server.ts'

// Random documents and variables out of the schema, and broken frames, for a server that must answer all of them: no
// 500, no crash, no unhandled rejection, and no more memory in the end than after warming up. A fifth of them are a
// stranger's, for a server in production: GETs, and the web app's own documents with variables of any kind.

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '20261123' },
    parallel: { type: 'string', default: '16' },
  },
})
const requests = Number(options.requests)
const parallel = Number(options.parallel)
const OPERATIONS_PER_SOCKET = 20

const schema = buildSchema(await readFile(join(REPOSITORY, 'api/schema.graphql'), 'utf8'))
const backing = bestBacking()
const server = await startDemoServer(backing)
const production = await startDemoServer(backing, {
  environment: { NODE_ENV: 'production', AUTH_SECRET: randomBytes(32).toString('hex') },
})
const ours = Object.values<string>(
  JSON.parse(await readFile(join(REPOSITORY, 'web/dist/persisted-documents.json'), 'utf8')),
)
const url = `${server.url}/graphql`
const client = openClient(url)
const accounts = ['owner@demo.test', 'kitchen@demo-two.test'] as const
const tokens = new Map<string, string>()
for (const account of accounts) tokens.set(account, await client.signIn(account))
const guest = await client.sitDown('demo-1')
const known = [
  guest.sessionToken,
  guest.tableSession.id,
  guest.tableSession.cursor,
  (await client.order(guest.sessionToken)).id,
  await client.restaurantId('demo'),
  await client.restaurantId('demo-two'),
  'demo',
  'demo-1',
]
const found = {
  sent: 0,
  data: 0,
  refused: 0,
  streams: 0,
  closed: new Map<number, number>(),
  faults: [] as string[],
}
const memory: number[] = []
const memoryOfProduction: number[] = []

async function overHttp(chance: () => number, fuzzer: ReturnType<typeof createFuzzer>): Promise<void> {
  const account = accounts[Math.floor(chance() * 3)]
  const token = account && tokens.get(account)
  const json = JSON.stringify(fuzzer.request())
  const body = chance() < 0.05 ? fuzzer.mutated(json) : json
  found.sent += 1
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body,
  })
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    found.streams += 1
    await response.body?.cancel()
    return
  }
  judge(await response.text(), body, response.status)
}

async function overSocket(chance: () => number, fuzzer: ReturnType<typeof createFuzzer>): Promise<void> {
  const account = accounts[Math.floor(chance() * 3)]
  const token = account && tokens.get(account)
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('error', () => {})
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message = String(data)
      if (message.startsWith('{"type":"connection_ack"')) resolve()
      else if (message !== '{"type":"pong"}') judge(message, 'over a socket', 200)
    })
    socket.on('open', () =>
      socket.send(
        JSON.stringify({
          type: 'connection_init',
          payload: token ? { authorization: `Bearer ${token}` } : {},
        }),
      ),
    )
    void closed.then(() => resolve())
  })
  if (socket.readyState !== WebSocket.OPEN) {
    // Something that was asked has ended the sign-in; nothing was asked here.
    if (account && (await closed) === 4403) tokens.set(account, await client.signIn(account))
    return
  }
  for (let id = 0; id < OPERATIONS_PER_SOCKET; id++) {
    const frame = JSON.stringify({ type: 'subscribe', id: String(id), payload: fuzzer.request() })
    found.sent += 1
    socket.send(chance() < 0.03 ? fuzzer.mutated(frame) : frame)
  }
  const ponged = new Promise<void>((resolve) => {
    socket.on('message', (data) => String(data) === '{"type":"pong"}' && resolve())
  })
  socket.send('{"type":"ping"}')
  await Promise.race([closed, ponged])
  socket.close()
  const code = await closed
  found.closed.set(code, (found.closed.get(code) ?? 0) + 1)
}

async function asStranger(chance: () => number, fuzzer: ReturnType<typeof createFuzzer>): Promise<void> {
  const to = `${production.url}/graphql`
  const text = ours[Math.floor(chance() * ours.length)] ?? ''
  const body = JSON.stringify(
    chance() < 0.2 ? fuzzer.request() : { extensions: byHash(text), variables: fuzzer.variablesOf(text) },
  )
  const isGet = chance() < 0.4
  const address = isGet ? `${to}?${fuzzer.search()}` : to
  found.sent += 1
  const response = await fetch(
    address,
    isGet
      ? { headers: { accept: 'application/json', 'x-menumate-csrf': '1' } }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body },
  )
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    found.streams += 1
    await response.body?.cancel()
    return
  }
  judge(await response.text(), isGet ? address : body, response.status)
}

function judge(answer: string, question: string, status: number): void {
  if (status >= 500 || answer.includes('INTERNAL_SERVER_ERROR'))
    found.faults.push(`${status} ${answer} to ${question}`)
  else if (answer.includes('"errors"')) found.refused += 1
  else found.data += 1
}

async function work(seed: number): Promise<void> {
  const chance = chanceOf(seed)
  const fuzzer = createFuzzer(schema, chance, known)
  while (found.sent < requests) {
    const turn = chance()
    await (turn < 0.4 ? overHttp : turn < 0.8 ? overSocket : asStranger)(chance, fuzzer)
  }
}

/** What a server cannot let go of, in MB. */
async function heldMemory(of: DemoServer): Promise<number> {
  const { heap, buffers } = await of.collected()
  return Math.round((heap + buffers) / 1e6)
}

let done = false
const watching = (async () => {
  let next = 0
  while (!done) {
    if (found.sent >= next) {
      memory.push(await heldMemory(server))
      memoryOfProduction.push(await heldMemory(production))
      console.log(
        `${found.sent} sent, ${found.faults.length} faults, ${memory.at(-1)} and ${memoryOfProduction.at(-1)} MB`,
      )
      next += requests / 10
    }
    await delay(200)
  }
})()
const started = performance.now()
await Promise.all(Array.from({ length: parallel }, (_, index) => work(Number(options.seed) + index)))
done = true
await watching
memory.push(await heldMemory(server))
memoryOfProduction.push(await heldMemory(production))

const seconds = (performance.now() - started) / 1_000
console.log(`${found.sent} requests in ${seconds.toFixed(0)} s on ${backing}, seed ${options.seed}`)
console.log(
  `answered ${found.data}   refused ${found.refused}   streams ${found.streams}   faults ${found.faults.length}`,
)
console.log(`sockets closed with ${[...found.closed].map(([code, times]) => `${code}: ${times}`).join(', ')}`)
console.log(`what the server holds, garbage apart, MB, at each tenth: ${memory.join(' ')}`)
console.log(`and the one in production: ${memoryOfProduction.join(' ')}`)
for (const fault of found.faults.slice(0, 5)) console.log(fault.slice(0, 1_000))
const servers = [server, production]
const areReady = (await Promise.all(servers.map((one) => fetch(`${one.url}/health/ready`)))).every(
  ({ ok }) => ok,
)
console.log(areReady ? 'the servers are well' : 'a server is not well')
const isUnhandled = servers.some((one) => /unhandled/i.test(one.log()))
if (isUnhandled) console.log('the log has an unhandled rejection')
await client.close()
await Promise.all(servers.map((one) => one.stop()))
process.exit(found.faults.length === 0 && areReady && !isUnhandled ? 0 : 1)
