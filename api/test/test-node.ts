import type { Clock } from '../src/clock.ts'
import type { LimitsConfig } from '../src/config.ts'
import type { Db } from '../src/db/database.ts'
import type { Doorbell, Signals } from '../src/events/doorbell.ts'
import type { Services } from '../src/graphql/context.ts'
import type { PersistedDocuments } from '../src/graphql/limits/persisted-documents.ts'
import { type RateLimits, UNLIMITED } from '../src/limits/rate-limits.ts'
import type { Logger } from '../src/logger.ts'
import type { Mailer } from '../src/mail/mailer.ts'
import { createServer } from '../src/server.ts'
import { createServices } from '../src/services.ts'
import { openClient, type TestClient } from './client.ts'

/** What nodes of the tests sign with. */
export const AUTH_SECRET = 'a secret for tests, long enough to be one'

/** What a process of the API is, inside this one: services of its own, listening on a port of its own. */
export interface TestNode extends TestClient {
  readonly services: Services
  /** Leaves the database and the doorbell open. */
  stop(): Promise<void>
}

/** As a server of nobody's production is configured, without rate limits. */
export const TEST_CONFIG = {
  production: false,
  demo: true,
  authSecret: AUTH_SECRET,
  publicUrl: undefined,
  eventRetentionDays: 7,
  host: '127.0.0.1',
  port: 0,
  mail: { kind: 'none' },
  limits: {
    rateLimits: 0,
    sockets: { strangers: 200, perAddress: 1_000, perViewer: 100 },
    persistedDocumentsOnly: false,
    trustedProxies: '0',
    operationTimeoutMs: 10_000,
  },
  statementTimeoutMs: 5_000,
} as const

/** What tests of limits set. */
export interface TestLimits extends Partial<Omit<LimitsConfig, 'rateLimits'>> {
  production?: boolean
  rateLimits?: RateLimits
  persistedDocuments?: PersistedDocuments
}

/** @param parts.db may be shared by several nodes, and so may the other side of their doorbells */
export async function startTestNode(parts: {
  db: Db
  doorbell: Doorbell & Signals
  logger: Logger
  clock?: Clock
  mailer?: Mailer
  /** What is to be other than in TEST_CONFIG. */
  limits?: TestLimits
}): Promise<TestNode> {
  const { db, logger, limits: { production = false, rateLimits, persistedDocuments, ...limits } = {} } = parts
  const config = { ...TEST_CONFIG, production, limits: { ...TEST_CONFIG.limits, ...limits } }
  const services = createServices({ ...parts, config })
  const server = createServer({
    config,
    services,
    rateLimits: rateLimits ?? UNLIMITED,
    persistedDocuments: persistedDocuments ?? new Map(),
    ping: () => db.$queryRaw`SELECT 1`,
    logger,
  })
  const client = openClient(`http://127.0.0.1:${await server.listen()}/graphql`)
  return {
    ...client,
    services,
    async stop() {
      await client.close()
      await server.stop()
    },
  }
}
