import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import { openDatabase } from '../src/db/database.ts'
import { REPOSITORY } from '../src/repository.ts'
import { createTestDatabase, hasDatabaseServer } from './database.ts'
import { expectNoViolations } from './invariants.ts'

const PROGRAM = fileURLToPath(new URL('./crashing.cli.ts', import.meta.url))
const KILLS = 2
/** By then every write path has come by. */
const MOST_MESSAGES = 1_500

// Each process loads all of Prisma and opens the database.
const TIMEOUT_MS = 300_000

// With a server, crash.test.ts looks behind every statement.
test.skipIf(hasDatabaseServer)(
  'an embedded database whose process is killed anywhere holds whole changes only',
  {
    timeout: TIMEOUT_MS,
  },
  async () => {
    const { config, drop } = await createTestDatabase()
    if (config.kind !== 'embedded') throw new Error('This test is for an embedded database')
    const { db, close } = await openDatabase(config)
    await seedDemo(db, { hashPassword })
    await close()
    let events = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const messages = 1 + Math.floor(Math.random() * MOST_MESSAGES)
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', PROGRAM, config.directory, String(messages)],
        { cwd: REPOSITORY, stdio: ['ignore', 'ignore', 'inherit'] },
      )
      expect(await once(child, 'close'), `after ${messages} messages`).toEqual([null, 'SIGKILL'])
      const reopened = await openDatabase(config)
      await expectNoViolations(reopened.db)
      const kept = await reopened.db.event.count()
      expect(kept).toBeGreaterThanOrEqual(events)
      events = kept
      await reopened.close()
    }
    expect(events).toBeGreaterThan(0)
    await drop()
  },
)
