import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Database } from '../db/database.ts'
import {
  type BrokenRule,
  type CreatedRestaurant,
  checkNewRestaurant,
  checkOwnerPassword,
  createRestaurant,
  InvalidRestaurantError,
  type NewRestaurant,
} from './create-restaurant.ts'
import { type PasswordSource, readPassword } from './read-password.ts'

const USAGE = `pnpm restaurant:create makes a restaurant, its owner's account and its tables.

  --slug trattoria              its name in URLs: lower-case letters, digits, hyphens
  --name "Trattoria da Lia"
  --currency EUR                ISO 4217
  --time-zone Europe/Rome       IANA
  --owner-name "Lia Rossi"
  --owner-email lia@example.com
  --tables 12                   1 to 500
  --generate-password           makes up the owner's password and prints it, once

Without --generate-password the owner's password is asked for, or read as the first line of standard input. An owner
who has an account already, from another restaurant, keeps it. The database is the one that the server would use:
that of DATABASE_URL, or the embedded one in DATA_DIR, for which the server has to be stopped.
`

const optionOf: Record<BrokenRule['field'], string> = {
  slug: '--slug',
  name: '--name',
  currency: '--currency',
  timeZone: '--time-zone',
  ownerName: '--owner-name',
  ownerEmail: '--owner-email',
  ownerPassword: "the owner's password",
  tableCount: '--tables',
}

/** What the command works with. */
export interface Surroundings {
  readonly input: PasswordSource['input']
  readonly output: NodeJS.WritableStream
  /** Also where the password is asked for. */
  readonly errors: NodeJS.WritableStream
  /** Opens the database, up to date; called only once the options are in order. */
  open(): Promise<Database & { readonly publicUrl: string | undefined }>
}

/**
 * `pnpm restaurant:create`: prints what was made, or what is wrong.
 * @returns the exit code: 1 when nothing was made
 */
export async function createRestaurantCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    const options = parseOptions(args)
    surroundings.output.write(options.help ? USAGE : await create(options, surroundings))
    return 0
  } catch (error) {
    surroundings.errors.write(`No restaurant was created.\n${explain(error)}\n`)
    return 1
  }
}

interface Options {
  readonly help: boolean
  readonly generatePassword: boolean
  readonly request: Partial<Record<keyof NewRestaurant, unknown>>
}

function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      slug: { type: 'string' },
      name: { type: 'string' },
      currency: { type: 'string' },
      'time-zone': { type: 'string' },
      'owner-name': { type: 'string' },
      'owner-email': { type: 'string' },
      tables: { type: 'string' },
      'generate-password': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { slug, name, currency, tables } = values
  return {
    help: values.help,
    generatePassword: values['generate-password'],
    request: {
      slug,
      name,
      currency,
      timeZone: values['time-zone'],
      ownerName: values['owner-name'],
      ownerEmail: values['owner-email'],
      // Number() alone would read "" as 0 and "0x10" as 16.
      tableCount: tables !== undefined && /^\d+$/.test(tables) ? Number(tables) : tables,
    },
  }
}

async function create(options: Options, surroundings: Surroundings): Promise<string> {
  const request = checkNewRestaurant(options.request)
  const { db, close, publicUrl } = await surroundings.open()
  try {
    const account = await db.user.findUnique({ where: { email: request.ownerEmail }, select: { id: true } })
    const generated = account || !options.generatePassword ? null : randomBytes(15).toString('base64url')
    const password = account ? null : (generated ?? (await askForPassword(request.ownerEmail, surroundings)))
    const restaurant = await createRestaurant(db, request, password)
    return report(restaurant, { hadAccount: account !== null, generated, publicUrl })
  } finally {
    await close()
  }
}

async function askForPassword(email: string, { input, errors }: Surroundings): Promise<string> {
  const password = await readPassword(`Password for ${email}`, { input, output: errors })
  checkOwnerPassword(password)
  return password
}

function report(
  { name, slug, owner, tables }: CreatedRestaurant,
  about: { hadAccount: boolean; generated: string | null; publicUrl: string | undefined },
): string {
  const width = Math.max(...tables.map(({ label }) => label.length))
  const origin = about.publicUrl === undefined ? '' : new URL(about.publicUrl).origin
  return [
    `Created ${name} (${slug}), open all day, every day.`,
    `Owner: ${owner.name} <${owner.email}>${about.hadAccount ? ', with the account and password of before' : ''}`,
    ...(about.generated === null ? [] : [`Password, shown only now: ${about.generated}`]),
    'Tables:',
    ...tables.map(({ label, code }) => `  ${label.padEnd(width)}  ${origin}/t/${code}`),
    '',
  ].join('\n')
}

/** What went wrong, in words for the person at the terminal. */
function explain(error: unknown): string {
  if (error instanceof InvalidRestaurantError) {
    return error.brokenRules.map(({ field, message }) => `${optionOf[field]} ${message}`).join('\n')
  }
  if (isUsageError(error)) return `${error.message}\n\n${USAGE.trimEnd()}`
  return error instanceof Error ? error.message : String(error)
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
}
