import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { createAccount } from '../auth/create-account.ts'
import { hashPassword, PASSWORD_LENGTH } from '../auth/password.ts'
import type { Db, Tx } from '../db/database.ts'
import { cleanText, MAX_NAME_LENGTH } from '../text.ts'
import { createTableCode } from './table-code.ts'

const MAX_SLUG_LENGTH = 63
const MAX_TABLES = 500
const DAY_MINUTES = 1_440
/** Nobody waits for what is locked here, so a slow machine may take its time; Prisma would give up after 5 s. */
const TRANSACTION_TIMEOUT_MS = 60_000

/** What it takes to make a restaurant. */
export interface NewRestaurant {
  readonly slug: string
  readonly name: string
  /** ISO 4217. */
  readonly currency: string
  /** An IANA name. */
  readonly timeZone: string
  readonly ownerName: string
  readonly ownerEmail: string
  readonly tableCount: number
}

export interface CreatedRestaurant {
  readonly id: string
  readonly name: string
  readonly slug: string
  readonly owner: { readonly name: string; readonly email: string }
  readonly tables: readonly { readonly label: string; readonly code: string }[]
}

type Field = keyof NewRestaurant | 'ownerPassword'

/** One thing about a new restaurant that cannot be; the message goes on where the field's name ends: "must be …". */
export interface BrokenRule {
  readonly field: Field
  readonly message: string
}

/** A restaurant that cannot be made as asked for. It says everything that is wrong at once. */
export class InvalidRestaurantError extends Error {
  override name = 'InvalidRestaurantError'
  readonly brokenRules: readonly BrokenRule[]
  constructor(brokenRules: readonly BrokenRule[]) {
    super(brokenRules.map(({ field, message }) => `${field} ${message}`).join('\n'))
    this.brokenRules = brokenRules
  }
}

const displayName = z
  .string()
  .transform((text) => cleanText(text, { path: [], maxLength: Number.POSITIVE_INFINITY }) ?? '')
  .pipe(z.string().min(1).max(MAX_NAME_LENGTH))

const newRestaurant = z.object({
  // As the database checks it.
  slug: z
    .string()
    .max(MAX_SLUG_LENGTH)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: displayName,
  currency: z.enum(Intl.supportedValuesOf('currency')),
  timeZone: z.string().refine(isTimeZone),
  ownerName: displayName,
  // Lower case, as sign-in looks it up.
  ownerEmail: z.email().toLowerCase(),
  tableCount: z.int().min(1).max(MAX_TABLES),
})

const rules: Record<keyof NewRestaurant, string> = {
  slug: `lower-case letters and digits in groups joined by single hyphens, at most ${MAX_SLUG_LENGTH} characters`,
  name: `1 to ${MAX_NAME_LENGTH} characters`,
  currency: 'an ISO 4217 code in capitals, such as EUR or JPY',
  timeZone: 'an IANA time zone name, such as Europe/Rome',
  ownerName: `1 to ${MAX_NAME_LENGTH} characters`,
  ownerEmail: 'an e-mail address',
  tableCount: `a whole number from 1 to ${MAX_TABLES}`,
}

/**
 * Checks what can be checked without a database.
 * @returns the same, cleaned: names without control characters, the e-mail address in lower case
 * @throws InvalidRestaurantError
 */
export function checkNewRestaurant(request: { [F in keyof NewRestaurant]?: unknown }): NewRestaurant {
  const parsed = newRestaurant.safeParse(request)
  if (parsed.success) return parsed.data
  const fields = new Set(parsed.error.issues.map((issue) => issue.path[0] as keyof NewRestaurant))
  throw new InvalidRestaurantError(
    [...fields].map((field) => ({
      field,
      message: `${request[field] === undefined ? 'is missing: it ' : ''}must be ${rules[field]}`,
    })),
  )
}

/** @throws InvalidRestaurantError */
export function checkOwnerPassword(password: string): void {
  const { min, max } = PASSWORD_LENGTH
  if (password.length >= min && password.length <= max) return
  throw new InvalidRestaurantError([
    { field: 'ownerPassword', message: `must be ${min} to ${max} characters` },
  ])
}

/**
 * Makes a restaurant with its tables and its owner's account, all or nothing. It is open all day, every day, and its
 * menu is empty.
 *
 * @param ownerPassword null when the owner's e-mail address has an account already, from another restaurant: that
 *   account becomes the owner of this one too, and keeps its name and password
 * @throws InvalidRestaurantError for a broken rule, a slug that is taken, an account that is there or is not, against
 *   what ownerPassword says
 */
export async function createRestaurant(
  db: Db,
  request: NewRestaurant,
  ownerPassword: string | null,
): Promise<CreatedRestaurant> {
  const checked = checkNewRestaurant(request)
  const { slug, name, currency, timeZone, ownerEmail, tableCount } = checked
  if (ownerPassword !== null) checkOwnerPassword(ownerPassword)
  const passwordHash = ownerPassword === null ? null : await hashPassword(ownerPassword)

  const id = randomUUID()
  const tables = Array.from({ length: tableCount }, (_, position) => ({
    label: `Table ${position + 1}`,
    code: createTableCode(),
    position,
  }))

  return db.$transaction(
    async (tx) => {
      if (await tx.restaurant.findUnique({ where: { slug }, select: { id: true } })) {
        throw new InvalidRestaurantError([
          { field: 'slug', message: `is taken: there is a restaurant "${slug}"` },
        ])
      }
      await tx.restaurant.create({ data: { id, slug, name, currency, timeZone } })
      await tx.feed.create({ data: { restaurantId: id } })
      await tx.openingHours.createMany({
        data: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
          restaurantId: id,
          weekday,
          opensAt: 0,
          closesAt: DAY_MINUTES,
        })),
      })
      await tx.table.createMany({ data: tables.map((table) => ({ ...table, restaurantId: id })) })

      const owner = await ownerAccount(tx, checked, passwordHash)
      await tx.staffMember.create({ data: { userId: owner.id, restaurantId: id, role: 'OWNER' } })
      return {
        id,
        name,
        slug,
        owner: { name: owner.name, email: ownerEmail },
        tables: tables.map(({ label, code }) => ({ label, code })),
      }
    },
    { timeout: TRANSACTION_TIMEOUT_MS },
  )
}

/** The owner's account, made if there is a password to make it with. */
async function ownerAccount(
  tx: Tx,
  { ownerName, ownerEmail }: NewRestaurant,
  passwordHash: string | null,
): Promise<{ id: string; name: string }> {
  const account = await tx.user.findUnique({
    where: { email: ownerEmail },
    select: { id: true, name: true },
  })
  if (passwordHash === null) {
    if (account) return account
    throw new InvalidRestaurantError([{ field: 'ownerEmail', message: 'has no account yet' }])
  }
  const id = account ? null : await createAccount(tx, { name: ownerName, email: ownerEmail, passwordHash })
  if (id === null)
    throw new InvalidRestaurantError([{ field: 'ownerEmail', message: 'has an account already' }])
  return { id, name: ownerName }
}

/** Offsets such as "+02:00", which some runtimes take too, know nothing of summer time. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
