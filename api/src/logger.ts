import { type DestinationStream, pino } from 'pino'
import { describeError } from './logged-error.ts'

/** What may stand beside the words. There is no place here for what people wrote or were given. */
interface Fields {
  /** Whatever was thrown; of it, what describeError lets through. */
  readonly err?: unknown
  /** Of an error whose own words are somebody else's. */
  readonly code?: unknown
}

interface Log {
  /** @param message words of ours, nothing that somebody has sent */
  (message: string): void
  (fields: Fields, message: string): void
}

/** JSON, a line for each entry; narrow on purpose. */
export interface Logger {
  readonly fatal: Log
  readonly error: Log
  readonly warn: Log
  readonly info: Log
}

/** @param destination standard output by default */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } },
    destination ?? pino.destination({ fd: 1, sync: true }),
  )
}
