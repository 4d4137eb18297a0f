import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openClient } from '../api/test/client.ts'
import { startServer } from '../e2e/server.ts'
import { findRedis } from '../scripts/test/own-redis.ts'
import { startDemoServer } from './demo-server.ts'
import { startRedis } from './faults/services.ts'
import { prepareRevocations, type Revocation, SLOTS, type Subject } from './revocations.ts'
import { type Watcher, watchBySocket, watchByStream } from './watcher.ts'

// Somebody's right ends on one node. How long until what they listen to on another node has ended? From the answer of
// the mutation, or of the UPDATE where time alone ends a right; each listens over WebSocket and SSE at once.

const PROMISED_MS = 5_000
const PATIENCE_MS = 20_000
/** Nodes ask so often; those revocations of which nobody is told fall anywhere into it. */
const TICK_MS = 2_000

const { values: options } = parseArgs({ options: { rounds: { type: 'string', default: '50' } } })
const waves = Math.ceil(Number(options.rounds) / SLOTS)

const program = findRedis()
if (!program) throw new Error('Install redis-server (or valkey-server): this stops one of its own.')
const redis = await startRedis(program)
let redisRuns = true
const dataDir = await mkdtemp(join(tmpdir(), 'menumate-bench-'))
const node = await startDemoServer('PostgreSQL + Redis', {
  redisUrl: redis.url,
  environment: { DATA_DIR: dataDir },
})
const { database, doorbell } = node
if (database.kind !== 'postgres') throw new Error('Two nodes need a PostgreSQL server')
const other = await startServer({ database, doorbell, environment: { LOG_LEVEL: 'error' } })
const client = openClient(`${node.url}/graphql`)

interface Prepared {
  readonly revocation: Revocation
  readonly subject: Subject
  readonly socket: Watcher
  readonly stream: Watcher
}

/** Milliseconds, by transport. */
type Times = Record<'socket' | 'stream', number[]>
const wrong: string[] = []

async function prepare(revocation: Revocation, slot: number): Promise<Prepared> {
  const subject = await revocation.prepare(slot)
  const { token, query, variables } = subject
  const watched = { url: `${other.url}/graphql`, token, query, variables }
  const [socket, stream] = [watchBySocket(watched), watchByStream(watched)]
  const refused = Promise.race([socket.ended, stream.ended]).then(({ how }) => {
    throw new Error(`${revocation.name}: ended before it was to, by ${how}`)
  })
  await Promise.race([Promise.all([socket.running, stream.running]), refused])
  return { revocation, subject, socket, stream }
}

async function revoke({ revocation, subject, socket, stream }: Prepared, times: Times): Promise<void> {
  await subject.revoke()
  const answered = performance.now()
  const late = delay(PATIENCE_MS, { how: 'patience', at: Number.POSITIVE_INFINITY }, { ref: false })
  const ends = await Promise.all([socket, stream].map(({ ended }) => Promise.race([ended, late])))
  for (const [index, transport] of (['socket', 'stream'] as const).entries()) {
    const { how, at } = ends[index] as (typeof ends)[number]
    // It may end before the answer has come back.
    times[transport].push(Math.max(0, at - answered))
    if (how !== revocation.ends[transport]) wrong.push(`${revocation.name}, ${transport}: ${how}`)
  }
  socket.close()
  stream.close()
}

/** @param together whether nobody is told of any of them, so that none hastens another */
async function run(revocations: readonly Revocation[], together: boolean): Promise<Map<Revocation, Times>> {
  const all = new Map(
    revocations.map((revocation): [Revocation, Times] => [revocation, { socket: [], stream: [] }]),
  )
  const timesOf = ({ revocation }: Prepared) => all.get(revocation) as Times
  for (let wave = 0; wave < waves; wave++) {
    const prepared: Prepared[] = []
    for (let slot = 0; slot < SLOTS; slot++) {
      prepared.push(...(await Promise.all(revocations.map((revocation) => prepare(revocation, slot)))))
    }
    const untold = prepared.filter(({ revocation }) => together || !revocation.isTold)
    for (const one of prepared) if (!untold.includes(one)) await revoke(one, timesOf(one))
    await Promise.all(
      untold.map(async (one) => {
        await delay(Math.random() * TICK_MS)
        await revoke(one, timesOf(one))
      }),
    )
  }
  return all
}

function report(title: string, results: Map<Revocation, Times>): void {
  const figures = (times: readonly number[]) => {
    const sorted = [...times].sort((a, b) => a - b)
    const at = (share: number) => (sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN).toFixed(0)
    return [at(0.5), at(0.99), at(1)].map((text) => text.padStart(5)).join(' |')
  }
  console.log(`\n${title}, ms from the answer, ${waves * SLOTS} rounds\n`)
  console.log('| | WebSocket p50 | p99 | max | SSE p50 | p99 | max |\n|---|---:|---:|---:|---:|---:|---:|')
  for (const [{ name }, { socket, stream }] of results) {
    console.log(`| ${name.padEnd(28)} |${figures(socket)} |${figures(stream)} |`)
    if (Math.max(...socket, ...stream) > PROMISED_MS) wrong.push(`${name}: above ${PROMISED_MS} ms`)
  }
}

try {
  const revocations = await prepareRevocations({ client, databaseUrl: database.url, dataDir })
  report('with Redis', await run(revocations, false))
  await redis.stop()
  redisRuns = false
  report('with Redis stopped', await run(revocations, true))
  for (const line of wrong) console.log(`wrong: ${line}`)
  if (wrong.length > 0) process.exitCode = 1
} finally {
  await client.close()
  await other.stop()
  await node.stop()
  if (redisRuns) await redis.stop()
  await rm(dataDir, { recursive: true, force: true })
}
