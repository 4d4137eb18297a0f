import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openPglite } from '../src/db/database.ts'
import { startServices } from './bare-services.ts'
import { movingClock, openStage, WRITE_PATHS } from './write-paths.ts'

// Writes in every way there is, over and over, until it kills itself: after so many messages to the database, of which
// a statement takes about five. For embedded-crash.test.ts.

const [directory = '', messages = ''] = process.argv.slice(2)
const pglite = await PGlite.create({ dataDir: join(directory, 'pglite') })
const { db } = await openPglite(pglite)
const clock = movingClock()
const services = await startServices(db, clock)
const stage = await openStage(db, services, clock)

// As whoever was killed before may have left it.
await services.restaurants.setPaused(stage.owner, { restaurantId: stage.restaurantId, isPaused: false })
await services.menus.setItemAvailability(stage.owner, { menuItemId: stage.menuItemId, isAvailable: true })

let left = Number(messages)
const send = pglite.execProtocolRaw.bind(pglite)
pglite.execProtocolRaw = async (...message) => {
  const answer = await send(...message)
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  return answer
}
for (;;) {
  for (const path of WRITE_PATHS) {
    const request = await path.prepare(stage)
    await request(services)
  }
}
