import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import {
  type BrokenRule,
  type CreatedRestaurant,
  checkNewRestaurant,
  checkOwnerPassword,
  createRestaurant,
  InvalidRestaurantError,
} from './create-restaurant.ts'
import { readPassword } from './read-password.ts'

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

async function main(): Promise<void> {
  // `pnpm restaurant:create -- --slug …`, as npm wants it, hands the dashes on.
  const args = process.argv.slice(process.argv[2] === '--' ? 3 : 2)
  const { values } = parseArgs({
    args,
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
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const request = checkNewRestaurant({
    slug: values.slug,
    name: values.name,
    currency: values.currency,
    timeZone: values['time-zone'],
    ownerName: values['owner-name'],
    ownerEmail: values['owner-email'],
    // Number() would read "" as 0 and "0x10" as 16.
    tableCount:
      values.tables !== undefined && /^\d+$/.test(values.tables) ? Number(values.tables) : values.tables,
  })
  const { database, publicUrl } = readConfig()
  const { db, close } = await openDatabase(database)
  try {
    const account = await db.user.findUnique({ where: { email: request.ownerEmail }, select: { id: true } })
    const password = account ? null : await ownerPassword(request.ownerEmail, values['generate-password'])
    const restaurant = await createRestaurant(db, request, password)
    const generated = values['generate-password'] ? password : null
    process.stdout.write(report(restaurant, { hadAccount: account !== null, generated, publicUrl }))
  } finally {
    await close()
  }
}

async function ownerPassword(email: string, generate: boolean): Promise<string> {
  if (generate) return randomBytes(15).toString('base64url')
  const password = await readPassword(`Password for ${email}`, {
    input: process.stdin,
    output: process.stderr,
  })
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

try {
  await main()
} catch (error) {
  process.stderr.write(`No restaurant was created.\n${explain(error)}\n`)
  process.exitCode = 1
}
