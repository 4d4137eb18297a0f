import { systemClock } from '../api/src/clock.ts'
import { openDatabase } from '../api/src/db/database.ts'
import { openDoorbell } from '../api/src/events/doorbell.ts'
import { createEventLog } from '../api/src/events/event-log.ts'
import { createLogger } from '../api/src/logger.ts'
import type { DemoServer } from './demo-server.ts'

const AT_ONCE = 20

/** Repeats the newest order in its restaurant's log, as another node would: events without the work of orders. */
export async function flood({ database, doorbell: config }: DemoServer, events: number): Promise<void> {
  const logger = createLogger('error')
  const { db, close } = await openDatabase(database)
  const doorbell = await openDoorbell(config, logger)
  const log = createEventLog({ db, doorbell, logger, clock: systemClock, retentionDays: 7 })
  const { restaurantId, tableSessionId, type, payload } = await db.event.findFirstOrThrow({
    where: { type: 'OrderCreated' },
    orderBy: { position: 'desc' },
  })
  for (let written = 0; written < events; written += AT_ONCE) {
    await log.write(async (_tx, append) => {
      for (let event = 0; event < AT_ONCE; event++) {
        await append({ restaurantId, tableSessionId, type, payload, occurredAt: new Date() })
      }
    })
  }
  await log.close()
  await doorbell.close()
  await close()
}
