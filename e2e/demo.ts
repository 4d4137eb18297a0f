import { hashPassword } from '../api/src/auth/password.ts'
import { openDatabase } from '../api/src/db/database.ts'
import { type CreatedDatabase, createTestDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { seedDemo } from '../prisma/seed.ts'
import { type Server, startServer } from './server.ts'

/** A test database with the two demo restaurants in it. */
export async function createDemoDatabase(): Promise<CreatedDatabase> {
  const created = await createTestDatabase()
  const { db, close } = await openDatabase(created.config)
  await seedDemo(db, { hashPassword })
  await close()
  return created
}

/** A server of the demo restaurants, which nobody else uses. Stopping it removes its data. */
export async function startDemo(environment: Record<string, string> = {}): Promise<Server> {
  const { config, drop } = await createDemoDatabase()
  const server = await startServer({ database: config, doorbell: testDoorbell(), environment })
  return {
    ...server,
    async stop() {
      await server.stop()
      await drop()
    },
  }
}
