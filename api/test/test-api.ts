import { seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import type { Clock } from '../src/clock.ts'
import type { Db } from '../src/db/database.ts'
import { openDoorbell } from '../src/events/doorbell.ts'
import type { Services } from '../src/graphql/context.ts'
import { encodeGlobalId } from '../src/graphql/global-id.ts'
import { createLogger } from '../src/logger.ts'
import { createServer } from '../src/server.ts'
import { createServices } from '../src/services.ts'
import { openClient, type TestClient } from './client.ts'
import { openTestDatabase } from './database.ts'
import { testDoorbell } from './doorbell.ts'

/** A whole API in this process, listening on a port of its own, with the demo restaurants in a database of its own. */
export interface TestApi extends TestClient {
  readonly db: Db
  readonly services: Services
  /** Database id and global id of a menu item, by its name. */
  menuItem(name: string): Promise<{ id: string; globalId: string }>
  stop(): Promise<void>
}

/** @param options.clock the services' time */
export async function startTestApi(options: { clock?: Clock } = {}): Promise<TestApi> {
  const { db, close: closeDatabase } = await openTestDatabase()
  await seedDemo(db, { hashPassword })
  const logger = createLogger('fatal')
  const doorbell = await openDoorbell(testDoorbell(), logger)
  const config = {
    production: false,
    demo: true,
    authSecret: 'a secret for tests, long enough to be one',
    publicUrl: undefined,
    host: '127.0.0.1',
    port: 0,
  }
  const services = createServices({ config, db, doorbell, logger, ...options })
  const server = createServer({ config, services, ping: () => db.$queryRaw`SELECT 1`, logger })
  const url = `http://127.0.0.1:${await server.listen()}/graphql`
  const client = openClient(url)

  return {
    ...client,
    db,
    services,

    async menuItem(name) {
      const { id } = await db.menuItem.findFirstOrThrow({ where: { name } })
      return { id, globalId: encodeGlobalId('MenuItem', id) }
    },

    async stop() {
      await client.close()
      await server.stop()
      await doorbell.close()
      await closeDatabase()
    },
  }
}
