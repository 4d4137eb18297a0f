/**
 * What a log may say of an error. Messages of databases repeat what they were given, a note or an address, and
 * libraries hang whole commands on their errors; so only what is known to be harmless gets in, and not what is known
 * to be harmful out.
 */
export interface LoggedError {
  readonly type: string
  /** Of Node, Prisma or a library. */
  readonly code?: string
  /** PostgreSQL's own code. */
  readonly sqlState?: string
  /** Of the database, by name. */
  readonly constraint?: string
  readonly message?: string
  /** Where it was thrown, without the message that a stack begins with. */
  readonly at?: readonly string[]
  readonly cause?: LoggedError
}

const CODE = /^[\w.-]{1,64}$/
const MAX_MESSAGE = 300
/** Nobody's message is longer than this, but for what it repeats. */
const MAX_READ = 2_000
const MAX_FRAMES = 12
const MAX_CAUSES = 3
/**
 * SQLSTATE classes whose messages speak of the server and of our statements: connections, who may connect to what,
 * transactions, names, resources, operators. Those of data (22, 23 and others) repeat values.
 */
const OF_THE_SERVER = /^(08|25|28|3D|40|42|53|55|57|58|XX)/

/** A serializer for pino. @param error anything that was thrown */
export function describeError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, cause } = error as Error & { code?: unknown }
  const database = databaseError(error)
  return {
    type: shortCode(error.name) ?? 'Error',
    ...when('code', shortCode(code)),
    ...when('sqlState', shortCode(database?.originalCode)),
    ...when('constraint', shortCode(constraintOf(database))),
    ...when('message', messageOf(error)),
    ...when('at', framesOf(error)),
    ...(cause !== undefined && depth < MAX_CAUSES ? { cause: describeError(cause, depth + 1) } : {}),
  }
}

/** PostgreSQL's own code of an error, if it is one of the database. */
export function sqlStateOf(error: unknown): string | undefined {
  return error instanceof Error ? shortCode(databaseError(error)?.originalCode) : undefined
}

/** What a driver adapter tells of PostgreSQL's error. */
interface DatabaseError {
  readonly originalCode?: unknown
  readonly originalMessage?: unknown
  readonly constraint?: unknown
}

/** Of errors of Prisma, of its adapters and of pg. */
function databaseError(error: Error): DatabaseError | undefined {
  const { meta, cause, severity, code, message, constraint } = error as Error & Record<string, unknown>
  if (severity !== undefined) return { originalCode: code, originalMessage: message, constraint }
  const adapterError = (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError ?? error
  if ((adapterError as Error).name !== 'DriverAdapterError') return undefined
  return ((adapterError as Error).cause ?? cause) as DatabaseError
}

function messageOf(error: Error): string | undefined {
  const { originalCode, originalMessage } = databaseError(error) ?? {}
  if (OF_THE_SERVER.test(String(originalCode))) return cleaned(originalMessage)
  if ('clientVersion' in error) return cleaned(ofPrisma(error))
  // The rest of what Redis replies may be the command; that of PostgreSQL, the values.
  if ('command' in error) return cleaned(/^[A-Z]+\b/.exec(error.message)?.[0])
  if (originalCode !== undefined) return undefined
  // JSON that cannot be parsed is quoted.
  return error instanceof SyntaxError ? undefined : cleaned(error.message)
}

/** Prisma's codes of connections, of waiting for one, and of transactions that ended or met: no values in their words. */
const OF_CONNECTIONS = /^P(1\d{3}|2024|2028|2034)$/

/** Prisma shows the whole call, with its arguments, before what it has to say. */
function ofPrisma(error: Error & { code?: unknown }): string | undefined {
  const { message, code } = error
  const [call] = /Invalid `[\w$.()]+` invocation/.exec(message) ?? []
  return OF_CONNECTIONS.test(String(code))
    ? `${call ?? 'No call'}: ${message.trim().split('\n').at(-1)}`
    : call
}

/** One line, without addresses of people and without what is as long and random as a secret; ids may stay. */
function cleaned(message: unknown): string | undefined {
  if (typeof message !== 'string' || message === '') return undefined
  return message
    .slice(0, MAX_READ)
    .replace(/[\s\p{C}]+/gu, ' ')
    .replace(/[^\s"'`<>(]+@[^\s"'`<>)]+/g, '[address]')
    .replace(/[\w+/=-]{24,}/g, (word) => (UUID.test(word) || WORDS.test(word) ? word : '[secret]'))
    .slice(0, MAX_MESSAGE)
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** Names of code, which have no digits. */
const WORDS = /^[a-z_/]+$/i

function framesOf({ stack = '', message }: Error): readonly string[] {
  return stack
    .slice(stack.indexOf(message) + message.length)
    .split('\n')
    .flatMap((line) => FRAME.exec(line)?.[1] ?? [])
    .slice(0, MAX_FRAMES)
}

const FRAME = /^ {4}at ((?:[\w$.<>[\]# ]+ \()?(?:async )?(?:file:|node:|\/|<anonymous>)[^()]*\)?)$/

/** Adapters tell it by name, by its columns, or in words. */
function constraintOf({ constraint, originalMessage }: DatabaseError = {}): string | undefined {
  if (typeof constraint === 'string') return constraint
  const { index, fields } = (constraint ?? {}) as { index?: string; fields?: readonly string[] }
  return index ?? fields?.join('.') ?? /constraint "([\w.-]+)"/.exec(String(originalMessage))?.[1]
}

function shortCode(value: unknown): string | undefined {
  return typeof value === 'string' && CODE.test(value) ? value : undefined
}

function when<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>)
}
