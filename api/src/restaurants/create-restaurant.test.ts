import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase } from '../../test/database.ts'
import { testAuth } from '../../test/test-auth.ts'
import type { Database } from '../db/database.ts'
import {
  checkNewRestaurant,
  createRestaurant,
  InvalidRestaurantError,
  type NewRestaurant,
} from './create-restaurant.ts'
import { isWithinOpeningHours } from './local-time.ts'

const trattoria: NewRestaurant = {
  slug: 'trattoria',
  name: 'Trattoria da Lia',
  currency: 'EUR',
  timeZone: 'Europe/Rome',
  ownerName: 'Lia Rossi',
  ownerEmail: 'lia@example.com',
  tableCount: 12,
}
const password = 'correct horse battery'

const brokenFields = (check: () => unknown): string[] => {
  try {
    check()
  } catch (error) {
    if (error instanceof InvalidRestaurantError) return error.brokenRules.map(({ field }) => field)
    throw error
  }
  return []
}

describe('a new restaurant', () => {
  it.each<[keyof NewRestaurant, unknown[]]>([
    ['slug', ['', 'Trattoria', 'da lia', '-lia', 'lia-', 'da--lia', 'trattorià', 'a'.repeat(64)]],
    ['name', ['', '   ', '\u202e\u0007', 'x'.repeat(81)]],
    ['currency', ['', 'eur', 'EURO', 'XYZ', '€']],
    ['timeZone', ['', 'Rome', 'Europe/Atlantis', '+02:00']],
    ['ownerName', ['', '\n', 'x'.repeat(81)]],
    ['ownerEmail', ['', 'lia', 'lia@', '@example.com', 'lia rossi@example.com']],
    ['tableCount', [0, -1, 501, 1.5, Number.NaN, '12']],
  ])('is refused for its %s', (field, values) => {
    for (const value of [undefined, ...values]) {
      expect(
        brokenFields(() => checkNewRestaurant({ ...trattoria, [field]: value })),
        `${field}: ${value}`,
      ).toEqual([field])
    }
  })

  it('is told everything that is wrong with it at once', () => {
    expect(brokenFields(() => checkNewRestaurant({ name: 'Lia', ownerName: 'Lia' }))).toEqual([
      'slug',
      'currency',
      'timeZone',
      'ownerEmail',
      'tableCount',
    ])
  })

  it('may lie anywhere on earth, and be called what it is called', () => {
    for (const timeZone of ['UTC', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Pacific/Chatham']) {
      expect(checkNewRestaurant({ ...trattoria, timeZone })).toEqual({ ...trattoria, timeZone })
    }
    expect(
      checkNewRestaurant({ ...trattoria, name: ' Ramen\u202e  夜明け ', ownerEmail: 'Lia@Example.com' }),
    ).toEqual({ ...trattoria, name: 'Ramen 夜明け' })
  })
})

describe('createRestaurant', () => {
  let database: Database
  const auth = () => testAuth(database.db)
  const counts = () =>
    Promise.all([
      database.db.restaurant.count(),
      database.db.table.count(),
      database.db.user.count(),
      database.db.authAccount.count(),
      database.db.staffMember.count(),
      database.db.feed.count(),
      database.db.openingHours.count(),
    ])

  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())

  it('makes a restaurant that its owner can sign in to', async () => {
    const created = await createRestaurant(database.db, trattoria, password)

    expect(created).toMatchObject({
      slug: 'trattoria',
      name: 'Trattoria da Lia',
      owner: { name: 'Lia Rossi', email: 'lia@example.com' },
    })
    const signedIn = await auth().signIn('Lia@Example.com', password)
    expect(signedIn?.viewer).toMatchObject({
      name: 'Lia Rossi',
      memberships: [{ restaurantId: created.id, role: 'OWNER' }],
    })
    expect(await auth().signIn('lia@example.com', `${password}!`)).toBeNull()
  })

  it('gives it numbered tables with codes that nobody can guess, and keeps it open', async () => {
    const { id, tables } = await createRestaurant(
      database.db,
      { ...trattoria, slug: 'osteria', ownerEmail: 'osteria@example.com', tableCount: 500 },
      password,
    )
    const stored = await database.db.restaurant.findUniqueOrThrow({
      where: { id },
      include: { tables: { orderBy: { position: 'asc' } }, openingHours: true, feed: true },
    })

    expect(stored).toMatchObject({ currency: 'EUR', timeZone: 'Europe/Rome', isPaused: false })
    expect(stored.tables.map(({ label, code }) => ({ label, code }))).toEqual(tables)
    expect(tables.map(({ label }) => label)).toEqual(
      Array.from({ length: 500 }, (_, index) => `Table ${index + 1}`),
    )
    // 16 characters of 6 bits each.
    expect(tables.every(({ code }) => /^[\w-]{16}$/.test(code))).toBe(true)
    expect(new Set(tables.map(({ code }) => code)).size).toBe(500)
    for (const at of ['2026-01-01T00:00:00Z', '2026-06-07T21:59:59Z', '2026-06-07T22:00:00Z']) {
      expect(isWithinOpeningHours(stored.openingHours, stored.timeZone, new Date(at))).toBe(true)
    }
    expect(stored.feed?.position).toBe(0n)
  })

  it('lets the owner of one restaurant own another with the same account', async () => {
    const second = await createRestaurant(
      database.db,
      { ...trattoria, slug: 'gelateria', ownerName: 'Somebody Else', ownerEmail: 'LIA@example.com' },
      null,
    )

    expect(second.owner).toEqual({ name: 'Lia Rossi', email: 'lia@example.com' })
    const signedIn = await auth().signIn('lia@example.com', password)
    expect(signedIn?.viewer.memberships).toHaveLength(2)
  })

  it.each<[string, Partial<NewRestaurant>, string | null, string]>([
    ['a slug that is taken', { ownerEmail: 'new@example.com' }, password, 'slug'],
    ['an account that is there already', { slug: 'new' }, password, 'ownerEmail'],
    ['an account that is not there', { slug: 'new', ownerEmail: 'new@example.com' }, null, 'ownerEmail'],
    ['a short password', { slug: 'new', ownerEmail: 'new@example.com' }, 'too short', 'ownerPassword'],
    ['a broken rule', { slug: 'New', ownerEmail: 'new@example.com' }, password, 'slug'],
  ])('writes nothing for %s', async (_, change, ownerPassword, field) => {
    const before = await counts()

    await expect(
      createRestaurant(database.db, { ...trattoria, ...change }, ownerPassword),
    ).rejects.toMatchObject({ name: 'InvalidRestaurantError', brokenRules: [{ field }] })
    expect(await counts()).toEqual(before)
  })
})
