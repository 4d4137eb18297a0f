import type { Clock } from '../src/clock.ts'
import type { Db } from '../src/db/database.ts'
import { openDoorbell } from '../src/events/doorbell.ts'
import type { Services } from '../src/graphql/context.ts'
import { createLogger } from '../src/logger.ts'
import { createServices } from '../src/services.ts'
import { TEST_CONFIG } from './test-node.ts'

/** A node's services as they are right after its start, without a server and with a doorbell that nobody hears. */
export async function startServices(db: Db, clock: Clock): Promise<Services> {
  const logger = createLogger('silent')
  const doorbell = await openDoorbell({ kind: 'in-process' }, logger)
  return createServices({ config: TEST_CONFIG, db, doorbell, logger, clock })
}
