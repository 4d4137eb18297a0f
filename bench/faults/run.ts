import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../api/src/db/database.ts'
import { findViolations } from '../../api/test/invariants.ts'
import { findPostgres } from '../../scripts/test/own-postgres.ts'
import { findRedis } from '../../scripts/test/own-redis.ts'
import { CLIENTS_PER_RESTAURANT, GROUPS, openCast } from './cast.ts'
import type { Scene } from './clients/client.ts'
import { type Breakables, createInjector } from './inject.ts'
import { openClientGroup } from './network.ts'
import { buildNode, startNode } from './nodes.ts'
import { seededRandom } from './random.ts'
import { allAtHead, createRecovery } from './recovery.ts'
import type { Outcome, Report } from './report.ts'
import { planFaults } from './schedule.ts'
import { startPostgres, startRedis } from './services.ts'
import { compare, compareOrders, noDifferences, readLog } from './verify.ts'

/** For the one statement that goes through all that a run has left behind, which no request would ever send. */
const JUDGED_WITHIN_MS = 5 * 60_000

export interface FaultRunOptions {
  /** Decides what breaks when, and what clients draw. */
  readonly seed: number
  readonly seconds: number
  readonly faults: number
  /** A multiple of CLIENTS_PER_RESTAURANT. */
  readonly clients: number
  readonly nodes: number
  /** Orders per second. */
  readonly rate: number
  /** False: subscriptions begin at "now" whatever their cursor, and the run must fail. */
  readonly replay: boolean
  /** After a fault everyone has to be live again within this, and after the last one to have everything. */
  readonly settleMs: number
  /** Breaks the run off. */
  readonly signal?: AbortSignal
  /** Told how the run gets on. */
  readonly onProgress?: (what: string) => void
}

/** Whether the programs are installed that a run starts for itself, and nobody asked to do without servers. */
export async function canRunFaults(): Promise<boolean> {
  if (process.env['MENUMATE_TEST_SERVICES'] === 'embedded') return false
  return Boolean(findRedis() && (await findPostgres()))
}

/**
 * Starts nodes, servers and clients, breaks them by a plan, lets everything come back, and compares what each client
 * has applied with what the log holds.
 */
export async function runFaults(options: FaultRunOptions): Promise<Report> {
  const { seed, seconds, replay, onProgress = () => {} } = options
  const postgresPrograms = await findPostgres()
  const redisProgram = findRedis()
  if (!postgresPrograms || !redisProgram) throw new Error('Install PostgreSQL 15 or newer, and redis-server.')

  const undo: (() => Promise<unknown>)[] = []
  const closing = new AbortController()
  const over = new AbortController()
  // Everybody listens to these.
  setMaxListeners(0, closing.signal, over.signal)
  options.signal?.addEventListener('abort', () => over.abort())
  const violations: string[] = []
  const onViolation = (what: string) => {
    violations.push(what)
  }
  const scene: Scene = { closing: closing.signal, over: over.signal, lives: [], sent: [], onViolation }
  try {
    await buildNode()
    const postgres = await startPostgres(postgresPrograms)
    undo.push(() => postgres.stop())
    const redis = await startRedis(redisProgram)
    undo.push(() => redis.stop())
    const nodes = await Promise.all(
      Array.from({ length: options.nodes }, (_, index) =>
        startNode({
          index,
          databaseUrl: postgres.url,
          redisUrl: redis.url,
          replay,
          onMisbehaviour: onViolation,
        }),
      ),
    )
    undo.push(() => Promise.all(nodes.map((node) => node.stop())))
    const ports = nodes.map((node) => node.port)
    const groups = await Promise.all(GROUPS.map((name) => openClientGroup(name, ports)))
    undo.push(() => Promise.all(groups.map((group) => group.close())))
    const { db, close } = await openDatabase({ kind: 'postgres', url: postgres.url }, JUDGED_WITHIN_MS)
    undo.push(close)
    const pool = new pg.Pool({ connectionString: postgres.url, max: 4 })
    // A connection that breaks while nobody uses it.
    pool.on('error', () => {})
    undo.push(() => pool.end())

    const { clients, dined } = await openCast({
      db,
      scene,
      groups,
      random: seededRandom(seed).fork('clients'),
      restaurants: options.clients / CLIENTS_PER_RESTAURANT,
      rate: options.rate,
    })
    undo.push(async () => {
      for (const client of clients) client.close()
    })
    onProgress(`${clients.length} clients on ${nodes.length} nodes, ${options.faults} faults to come`)

    const outcomes = await breakThings(
      options,
      { nodes, postgres, redis, groups, clients },
      pool,
      over.signal,
      onProgress,
    )
    onProgress('Everything is whole again; waiting until everyone has everything')
    closing.abort()
    await Promise.race([dined, delay(options.settleMs, undefined, { signal: over.signal })])
    if (!(await allAtHead(pool, scene.lives, options.settleMs))) onProgress('Somebody did not get everything')
    over.abort()

    const logged = await readLog(pool)
    const differences = noDifferences()
    for (const life of scene.lives) {
      const own = compare(life, logged)
      for (const key of Object.keys(differences) as (keyof typeof differences)[]) differences[key] += own[key]
      if (Object.values(own).some((count) => count > 0)) {
        onProgress(`${life.client}, ${life.feed.kind} ${life.type ?? 'all'}: ${JSON.stringify(own)}`)
      }
    }
    const notLive = outcomes.filter(({ liveAfter }) => liveAfter === Number.POSITIVE_INFINITY)
    violations.push(
      ...notLive.map(({ kind }) => `somebody was not live ${options.settleMs} ms after ${kind}`),
    )
    const broken = await findViolations(db)
    violations.push(...broken.map(({ rule, subject }) => `${rule}: ${subject}`))
    const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event')
    return {
      seed,
      seconds,
      clients: clients.length,
      nodes: nodes.length,
      outcomes,
      orders: await compareOrders(pool, scene.sent),
      events: rows[0]?.count ?? 0,
      deliveries: scene.lives.reduce((sum, { ids }) => sum + ids.length, 0),
      streams: scene.lives.length,
      differences,
      violations,
    }
  } finally {
    closing.abort()
    over.abort()
    for (const step of undo.reverse()) await step()
  }
}

/** Makes everything happen at its time, beside whatever is still going on, and resolves when all of it is over. */
async function breakThings(
  { seed, seconds, faults, settleMs }: FaultRunOptions,
  on: Breakables,
  pool: pg.Pool,
  signal: AbortSignal,
  onProgress: (what: string) => void,
): Promise<Outcome[]> {
  const recovery = createRecovery(pool)
  const injector = createInjector(on)
  const begun = Date.now()
  const running: Promise<Outcome>[] = []
  for (const fault of planFaults({ seed, seconds, count: faults })) {
    await delay(Math.max(0, begun + fault.at - Date.now()), undefined, { signal })
    const outcome = injector.inject(fault).then(async ({ endedAt, lives, asPlanned }) => {
      const liveAfter = await recovery.untilLive(lives, endedAt, settleMs)
      const at = ((Date.now() - begun) / 1_000).toFixed(1)
      onProgress(`${at} s  ${fault.kind}${asPlanned ? '' : ' (elsewhere)'}, live again after ${liveAfter} ms`)
      return { kind: fault.kind, liveAfter, asPlanned }
    })
    // It is awaited with all others, which may be long after it has failed.
    outcome.catch(() => {})
    running.push(outcome)
  }
  await delay(Math.max(0, begun + seconds * 1_000 - Date.now()), undefined, { signal })
  return Promise.all(running)
}
