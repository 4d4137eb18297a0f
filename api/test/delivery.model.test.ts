import fc from 'fast-check'
import { afterAll, beforeAll, test, vi } from 'vitest'
import { demo, seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import type { Database } from '../src/db/database.ts'
import { openTestDatabase } from './database.ts'
import { finish, NODES, seat } from './delivery/actions.ts'
import type { Model } from './delivery/model.ts'
import { STEPS } from './delivery/steps.ts'
import { openWorld } from './delivery/world.ts'
import { expectNoViolations } from './invariants.ts'
import { testAuth } from './test-auth.ts'

const MAX_STEPS = 60
/** Longer than anything takes on a busy machine; shorter once something is wrong, and the least of it is looked for. */
const PATIENCE_MS = { first: 10_000, shrinking: 2_000 }
/** Runs end after so long, unless MODEL_RUNS asks for a number of them; minutes then. */
const TIME_LIMIT_MS = 15_000

/**
 * A failure prints what to run again: MODEL_SEED and MODEL_PATH with its seed and path, and MODEL_REPLAY with its
 * replayPath.
 */
const { MODEL_RUNS: runs, MODEL_SEED: seed, MODEL_PATH: path, MODEL_REPLAY: replayPath } = process.env

let database: Database
let staff: { token: string; userId: string }

beforeAll(async () => {
  database = await openTestDatabase()
  const { db } = database
  await seedDemo(db, { hashPassword })
  const auth = testAuth(db)
  const signedIn = await auth.signIn('manager@demo.test', demo.password)
  if (!signedIn) throw new Error('The demo has no manager')
  staff = { token: signedIn.token, userId: signedIn.viewer.userId }
  // Time between two checks of a node passes when a step says so. Everything else takes the time it takes.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
})
afterAll(async () => {
  vi.useRealTimers()
  await database.close()
})

test('whatever happens, every screen is shown what its feed holds from its snapshot on: each event once, in order', {
  timeout: runs ? 3_600_000 : 60_000,
}, async () => {
  const commands = fc.commands(STEPS, {
    maxCommands: MAX_STEPS,
    size: 'max',
    ...(replayPath ? { replayPath } : {}),
  })
  let patienceMs = PATIENCE_MS.first
  await fc.assert(
    fc.asyncProperty(commands, async (steps) => {
      const world = await openWorld(database.db, { staff, patienceMs })
      const model: Model = {
        log: [],
        sessions: [],
        formerSessions: [],
        orders: [],
        listeners: [],
        nodes: Array.from({ length: NODES }, () => true),
      }
      try {
        for (const node of model.nodes.keys()) await world.start(node)
        for (const table of world.tables.keys()) await seat(model, world, table)
        await fc.asyncModelRun(() => ({ model, real: world }), steps)
        await finish(model, world)
      } catch (error) {
        patienceMs = PATIENCE_MS.shrinking
        throw error
      } finally {
        await world.close()
      }
    }),
    {
      ...(runs ? { numRuns: Number(runs) } : { interruptAfterTimeLimit: TIME_LIMIT_MS }),
      ...(seed ? { seed: Number(seed) } : {}),
      ...(path ? { path } : {}),
    },
  )
  await expectNoViolations(database.db)
})
