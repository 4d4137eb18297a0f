import { seedDemo } from '../../prisma/seed.ts'
import { hashPassword } from './auth/password.ts'
import { startChores } from './chores.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { openDatabase } from './db/database.ts'
import { openDoorbell } from './events/doorbell.ts'
import { loadPersistedDocuments } from './graphql/limits/persisted-documents.ts'
import { openRateLimits } from './limits/rate-limits.ts'
import { createLogger, type Logger } from './logger.ts'
import { logProcess } from './process-log.ts'
import { createServer } from './server.ts'
import { createServices } from './services.ts'

/** A stop takes no longer, whatever hangs; Docker kills after 10 s, and a busy machine is late. */
const STOP_WITHIN_MS = 8_000
/** Ctrl-C can reach this process twice, from the terminal and from the process that started it. */
const SAME_SIGNAL_MS = 500

async function main(config: Config, logger: Logger): Promise<void> {
  logProcess(logger)
  const { db, close: closeDatabase } = await openDatabase(config.database, config.statementTimeoutMs)
  if (config.demo) await seedDemo(db, { hashPassword })
  for (const warning of mailWarnings(config)) logger.warn(warning)
  const doorbell = await openDoorbell(config.doorbell, logger)
  const services = createServices({ config, db, doorbell, logger })
  const rateLimits = await openRateLimits(config.doorbell, config.limits.rateLimits, logger)
  const server = createServer({
    config,
    services,
    rateLimits,
    persistedDocuments: await loadPersistedDocuments(),
    ping: () => db.$queryRaw`SELECT 1`,
    logger,
  })
  const port = await server.listen()

  const chores = startChores({ services, logger })

  async function stop(): Promise<void> {
    await Promise.all([server.stop(), chores.stop()])
    rateLimits.close()
    await doorbell.close()
    await closeDatabase()
  }
  let stoppingSince: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      const now = performance.now()
      if (stoppingSince !== undefined) {
        if (now - stoppingSince > SAME_SIGNAL_MS) process.exit(1)
        return
      }
      stoppingSince = now
      setTimeout(() => {
        logger.warn('what had not ended was cut off')
        process.exit(0)
      }, STOP_WITHIN_MS).unref()
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fatal({ err: error }, 'could not stop in order')
          process.exit(1)
        },
      )
    })
  }
  const origin = config.publicUrl ?? `http://localhost:${port}`
  if (config.demo) process.stdout.write(welcome(origin))
  else logger.info(`MenuMate serves ${origin}`)
}

/** What of a production's configuration keeps mail from reaching people. */
function mailWarnings({ production, mail, publicUrl }: Config): string[] {
  if (!production) return []
  const warnings: string[] = []
  if (mail.kind === 'file') warnings.push(`SMTP_URL is not set: mail is kept in ${mail.directory}`)
  if (mail.kind === 'none')
    warnings.push(
      'SMTP_URL is not set: no mail is sent, pass invitations on, and make links to new passwords by account:reset-link',
    )
  if (publicUrl === undefined) warnings.push('PUBLIC_URL is not set: links in mail lead to localhost')
  return warnings
}

function welcome(origin: string): string {
  return `
  MenuMate is open.

    Start here     ${origin}/
    A guest        ${origin}/t/demo-1
    The kitchen    ${origin}/kitchen      kitchen@demo.test, password demo-menumate
    The API        ${origin}/graphql

`
}

/** What to do about what keeps the server from starting, if we know it. */
function advice(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }
  return code === 'EADDRINUSE' ? `Port ${port} is in use. Set PORT to another one.` : undefined
}

let logger = createLogger('info')
try {
  const config = readConfig()
  logger = createLogger(config.logLevel)
  await main(config, logger)
} catch (error) {
  const words = advice(error)
  if (words) process.stderr.write(`${words}\n`)
  else logger.fatal({ err: error }, 'could not start')
  process.exit(1)
}
