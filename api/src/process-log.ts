import type { Logger } from './logger.ts'

/**
 * Has everything that a process says go through its log, and so as a line of JSON of which it is known what it may
 * hold: Node and libraries would print errors with all that hangs on them. What nobody caught ends the process.
 */
export function logProcess(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'a defect ends the process')
    process.exit(1)
  })
  // Node's own listener prints it.
  process.removeAllListeners('warning')
  process.on('warning', (warning) => logger.warn({ err: warning }, 'a warning of Node'))
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    console[method] = (...parts: unknown[]) =>
      logger.warn({ err: parts.find((part) => part instanceof Error) }, 'a library wrote to the console')
  }
}
