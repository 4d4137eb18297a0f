import { seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from '../src/auth/password.ts'
import type { Clock } from '../src/clock.ts'
import type { Db } from '../src/db/database.ts'
import { openDoorbell } from '../src/events/doorbell.ts'
import { encodeGlobalId } from '../src/graphql/global-id.ts'
import { createLogger, type Logger } from '../src/logger.ts'
import type { Mail, Mailer } from '../src/mail/mailer.ts'
import { openTestDatabase } from './database.ts'
import { testDoorbell } from './doorbell.ts'
import { recordLog, recordsLogs } from './log-record.ts'
import { startTestNode, type TestLimits, type TestNode } from './test-node.ts'

/** A whole API in this process, listening on a port of its own, with the demo restaurants in a database of its own. */
export interface TestApi extends TestNode {
  readonly db: Db
  /** Mails that were sent, by any of its nodes, in order. */
  readonly mails: readonly Mail[]
  /** Database id and global id of a menu item, by its name. */
  menuItem(name: string): Promise<{ id: string; globalId: string }>
  /** Another node on the same database and doorbell; it stops with this one. */
  startAnother(): Promise<TestNode>
}

/**
 * @param options.clock the services' time
 * @param options.limits of all its nodes
 * @param options.logger of all its nodes, for tests of what is logged
 * @param options.sendsMail false: as an installation without SMTP_URL
 */
export async function startTestApi(
  options: { clock?: Clock; limits?: TestLimits; logger?: Logger; sendsMail?: boolean } = {},
): Promise<TestApi> {
  const { sendsMail = true, ...nodeOptions } = options
  const { db, close: closeDatabase } = await openTestDatabase()
  await seedDemo(db, { hashPassword })
  const logger =
    options.logger ?? (recordsLogs ? createLogger('trace', { write: recordLog }) : createLogger('fatal'))
  const bell = testDoorbell()
  const mails: Mail[] = []
  const mailer: Mailer = { delivers: sendsMail, send: async (mail) => void mails.push(mail) }
  const stops: (() => Promise<void>)[] = []

  async function start(): Promise<TestNode> {
    const doorbell = await openDoorbell(bell, logger)
    const node = await startTestNode({ db, doorbell, mailer, ...nodeOptions, logger })
    stops.push(async () => {
      await node.stop()
      await doorbell.close()
    })
    return node
  }

  return {
    ...(await start()),
    db,
    mails,
    startAnother: start,

    async menuItem(name) {
      const { id } = await db.menuItem.findFirstOrThrow({ where: { name } })
      return { id, globalId: encodeGlobalId('MenuItem', id) }
    },

    async stop() {
      await Promise.all(stops.map((stop) => stop()))
      await closeDatabase()
    },
  }
}
