import { createKillPoints, type KillPoint, withoutReplay } from './kill-points.ts'

// An API node as api/src/main.ts composes it, of the same built parts, with places at which it can be told to die. Its
// parent tells it by IPC. It is compiled too, to the same depth: from its sources it would take twice as long to start.

const built = (path: string) => import(new URL(`../../api/dist/api/src/${path}`, import.meta.url).href)
const { startChores }: typeof import('../../api/src/chores.ts') = await built('chores.js')
const { readConfig }: typeof import('../../api/src/config.ts') = await built('config.js')
const { openDatabase }: typeof import('../../api/src/db/database.ts') = await built('db/database.js')
const { openDoorbell }: typeof import('../../api/src/events/doorbell.ts') = await built('events/doorbell.js')
const { createLogger }: typeof import('../../api/src/logger.ts') = await built('logger.js')
const { loadPersistedDocuments }: typeof import('../../api/src/graphql/limits/persisted-documents.ts') =
  await built('graphql/limits/persisted-documents.js')
const { UNLIMITED }: typeof import('../../api/src/limits/rate-limits.ts') =
  await built('limits/rate-limits.js')
const { logProcess }: typeof import('../../api/src/process-log.ts') = await built('process-log.js')
const { createServer }: typeof import('../../api/src/server.ts') = await built('server.js')
const { createServices }: typeof import('../../api/src/services.ts') = await built('services.js')

/** As in api/src/main.ts. */
const STOP_WITHIN_MS = 9_000

const config = readConfig()
const logger = createLogger(config.logLevel)
logProcess(logger)
const points = createKillPoints()

const { db, close: closeDatabase } = await openDatabase(config.database)
const doorbell = await openDoorbell(config.doorbell, logger)
const services = createServices({
  config,
  db: points.database(db),
  doorbell: points.doorbell(doorbell),
  logger,
})
const log = process.env['FAULTS_NO_REPLAY'] ? withoutReplay(services.log) : points.log(services.log)
const server = createServer({
  config,
  services: { ...services, log },
  rateLimits: UNLIMITED,
  persistedDocuments: await loadPersistedDocuments(),
  ping: () => db.$queryRaw`SELECT 1`,
  logger,
})
await server.listen()
const chores = startChores({ services, logger })

process.on('message', (point: KillPoint) => points.arm(point))
// Without a parent nobody would ever end it. An exit can hang in Node 20 (nodejs/node#54918).
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.once('SIGTERM', async () => {
  setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref()
  await Promise.all([server.stop(), chores.stop()])
  await doorbell.close()
  await closeDatabase()
  process.exit(0)
})
process.send?.('ready')
