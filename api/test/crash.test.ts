import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import { type Database, openDatabase } from '../src/db/database.ts'
import { startServices } from './bare-services.ts'
import { type CreatedDatabase, createTestDatabase, hasDatabaseServer } from './database.ts'
import { expectNoViolations } from './invariants.ts'
import { type MortalDatabase, openMortalDatabase } from './mortal-database.ts'
import { movingClock, openStage, type Stage, WRITE_PATHS } from './write-paths.ts'

const clock = movingClock()

// An embedded database has no connections that could die; there it is the process.
describe.runIf(hasDatabaseServer)('where a connection dies after any statement', () => {
  let created: CreatedDatabase
  let database: Database
  let mortal: MortalDatabase
  let stage: Stage

  beforeAll(async () => {
    created = await createTestDatabase()
    if (created.config.kind !== 'postgres') throw new Error('This test is for a server')
    database = await openDatabase(created.config)
    await seedDemo(database.db, { hashPassword })
    mortal = openMortalDatabase(created.config.url)
    stage = await openStage(database.db, await startServices(database.db, clock), clock)
  })
  afterAll(async () => {
    await stage.services.log.close()
    await Promise.all([mortal.close(), database.close()])
    await created.drop()
  })

  test.each(WRITE_PATHS.map((path) => [path.name, path] as const))(
    '%s has done all or nothing, and then does it once',
    async (_name, path) => {
      const countEvents = () => database.db.event.count()
      for (let statements = 1; ; statements++) {
        const request = await path.prepare(stage)
        const before = await countEvents()
        // New, so that it knows nothing and has to ask the database for everything.
        const services = await startServices(mortal.db, clock)
        mortal.dieAfter(statements)
        const failure = await request(services).then(
          () => null,
          (error: unknown) => error,
        )
        const died = mortal.hasDied()
        mortal.dieAfter(Number.POSITIVE_INFINITY)
        expect(failure === null).toBe(!died)
        await expectNoViolations(database.db)

        const appended = (await countEvents()) - before
        const again = request(services)
        if (path.refusedAgain && appended > 0) await expect(again).rejects.toThrow(path.refusedAgain)
        else await again
        expect((await countEvents()) - before).toBe(
          path.events + (appended > 0 ? (path.eventsAgain ?? 0) : 0),
        )
        await expectNoViolations(database.db)
        await services.log.close()
        if (!died) return
      }
    },
  )
})
