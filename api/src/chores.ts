import type { Services } from './graphql/context.ts'
import type { Logger } from './logger.ts'
import { type Repetition, repeat } from './repeat.ts'

const IDLE_CHECK_MS = 60_000
const PRUNE_MS = 600_000
const ESCALATION_CHECK_MS = 1_000

/** Begins what a node does unasked, again and again. Several nodes may do the same at once. */
export function startChores({ services, logger }: { services: Services; logger: Logger }): Repetition {
  const { sessions, log, kitchen } = services
  const every = (milliseconds: number, chore: () => Promise<unknown>, failure: string): Repetition =>
    repeat(milliseconds, chore, (error) => logger.error({ err: error }, failure))
  const chores = [
    every(IDLE_CHECK_MS, sessions.closeIdle, 'idle sessions stay open'),
    every(PRUNE_MS, log.prune, 'old events stay in the log'),
    every(ESCALATION_CHECK_MS, kitchen.escalate, 'orders that nobody sees raise no alarm'),
  ]
  return {
    async stop() {
      await Promise.all(chores.map((chore) => chore.stop()))
    },
  }
}
