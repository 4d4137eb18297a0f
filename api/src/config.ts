import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { createClientAddress } from './limits/client-address.ts'

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().min(1).default('0.0.0.0'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  REDIS_KEY_PREFIX: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .default('menumate'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_SECRET: z.string().min(32).optional(),
  EVENT_RETENTION_DAYS: z.coerce.number().int().min(1).max(3_650).default(7),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('MenuMate <menumate@localhost>'),
  MAX_SOCKETS_PER_ADDRESS: z.coerce.number().int().min(1).default(1_000),
  MAX_STRANGERS_PER_ADDRESS: z.coerce.number().int().min(1).default(200),
  MAX_SOCKETS_PER_VIEWER: z.coerce.number().int().min(1).default(100),
  TRUSTED_PROXIES: z
    .string()
    .refine(isTrust, 'a number of proxies, or addresses and networks: loopback, 10.0.0.0/8')
    .default('0'),
  PERSISTED_DOCUMENTS_ONLY: z.enum(['on', 'off']).optional(),
  RATE_LIMITS: z.union([z.enum(['on', 'off']), z.coerce.number().positive().max(1_000)]).default('on'),
  OPERATION_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
  STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(5_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** Where the data is: a PostgreSQL server, or PGlite in this process with its files in a directory. */
export type DatabaseConfig = { kind: 'postgres'; url: string } | { kind: 'embedded'; directory: string }

/** What carries doorbell messages between nodes; in process is for one node only. */
export type DoorbellConfig = { kind: 'redis'; url: string; prefix: string } | { kind: 'in-process' }

/** What becomes of mail: it goes out by SMTP, into files of a directory, or nowhere, and the log says so. */
export type MailConfig =
  | { kind: 'smtp'; url: string; from: string }
  | { kind: 'file'; directory: string }
  | { kind: 'none' }

/** How many WebSockets and event streams one node keeps open. */
export interface SocketLimits {
  /** Of nobody, from one address. */
  readonly strangers: number
  /** Of guests, from one address: all guests of a restaurant may share one. */
  readonly perAddress: number
  /** With one account, device or API key. */
  readonly perViewer: number
}

/** What keeps one caller from taking too much of the server. */
export interface LimitsConfig {
  /** Multiplies all rate limits; 0 is without any. */
  readonly rateLimits: number
  readonly sockets: SocketLimits
  /** Guests may run the web app's own documents only. */
  readonly persistedDocumentsOnly: boolean
  /** Whose X-Forwarded-For is believed: a number of proxies, or their addresses. */
  readonly trustedProxies: string
  /** An operation is given up after this time; a subscription, once it runs, may go on. */
  readonly operationTimeoutMs: number
}

export interface Config {
  readonly production: boolean
  /** The embedded database of a machine that is nobody's production: demo data is seeded into it. */
  readonly demo: boolean
  readonly host: string
  readonly port: number
  readonly database: DatabaseConfig
  readonly doorbell: DoorbellConfig
  /** The origin that browsers use, for QR codes, cookies and the Origin check; undefined: that of the request. */
  readonly publicUrl: string | undefined
  /** Signs the staff's cookies. At least 32 characters. */
  readonly authSecret: string
  /** For so many days after an event its cursor can be used. */
  readonly eventRetentionDays: number
  readonly mail: MailConfig
  readonly limits: LimitsConfig
  /** PostgreSQL ends a statement after this time. */
  readonly statementTimeoutMs: number
  readonly logLevel: string
}

/** An environment that cannot be used; the message names each variable and its rule. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads the environment. Empty variables count as absent, as they do in a compose file.
 * @throws ConfigError
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(present)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new ConfigError(`The environment is not usable:\n${lines.join('\n')}`)
  }
  const variables = parsed.data
  const production = variables.NODE_ENV === 'production'
  if (production && !isStrong(variables.AUTH_SECRET)) {
    throw new ConfigError(
      'The environment is not usable:\n  AUTH_SECRET: required in production, 32 characters or more, and random (openssl rand -hex 32)',
    )
  }
  const database: DatabaseConfig = variables.DATABASE_URL
    ? { kind: 'postgres', url: variables.DATABASE_URL }
    : { kind: 'embedded', directory: variables.DATA_DIR }
  return {
    production,
    demo: database.kind === 'embedded' && !production,
    host: variables.HOST,
    port: variables.PORT,
    database,
    doorbell: variables.REDIS_URL
      ? { kind: 'redis', url: variables.REDIS_URL, prefix: variables.REDIS_KEY_PREFIX }
      : { kind: 'in-process' },
    publicUrl: variables.PUBLIC_URL,
    // Outside production nobody should have to set one; the same on each start, so that sign-ins outlive a restart.
    authSecret: variables.AUTH_SECRET ?? createHash('sha256').update('menumate development').digest('hex'),
    eventRetentionDays: variables.EVENT_RETENTION_DAYS,
    mail: mailOf(variables, database, production),
    limits: {
      rateLimits: { on: 1, off: 0 }[String(variables.RATE_LIMITS)] ?? Number(variables.RATE_LIMITS),
      sockets: {
        strangers: variables.MAX_STRANGERS_PER_ADDRESS,
        perAddress: variables.MAX_SOCKETS_PER_ADDRESS,
        perViewer: variables.MAX_SOCKETS_PER_VIEWER,
      },
      // A guest is on the open internet; whoever develops or tries things out wants to ask what they like.
      persistedDocumentsOnly: (variables.PERSISTED_DOCUMENTS_ONLY ?? (production ? 'on' : 'off')) === 'on',
      trustedProxies: variables.TRUSTED_PROXIES,
      operationTimeoutMs: variables.OPERATION_TIMEOUT_MS,
    },
    statementTimeoutMs: variables.STATEMENT_TIMEOUT_MS,
    logLevel: variables.LOG_LEVEL,
  }
}

/** The origin that links of ours lead to, whoever asks for them. */
export function originOf({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string {
  return new URL(publicUrl ?? `http://localhost:${port}`).origin
}

function mailOf(
  variables: z.infer<typeof environment>,
  database: DatabaseConfig,
  production: boolean,
): MailConfig {
  if (variables.SMTP_URL) return { kind: 'smtp', url: variables.SMTP_URL, from: variables.MAIL_FROM }
  // Links in mail are secrets: a log is no place for them, and the files of one of several nodes are found by nobody.
  if (production && database.kind === 'postgres') return { kind: 'none' }
  return { kind: 'file', directory: join(variables.DATA_DIR, 'mail') }
}

/** A random text of 32 characters has at least ten different ones, even in hexadecimal; a word repeated has not. */
function isStrong(secret = ''): boolean {
  return new Set(secret).size >= 10
}

function isTrust(text: string): boolean {
  try {
    createClientAddress(text)
    return true
  } catch {
    return false
  }
}
