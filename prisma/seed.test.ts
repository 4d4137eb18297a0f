import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashPassword } from '../api/src/auth/password.ts'
import type { Database } from '../api/src/db/database.ts'
import { openTestDatabase } from '../api/test/database.ts'
import { testAuth } from '../api/test/test-auth.ts'
import { demo, seedDemo } from './seed.ts'

describe('seedDemo', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
    await seedDemo(database.db, { hashPassword })
  })
  afterAll(() => database.close())

  it('writes both restaurants with all that belongs to them', async () => {
    const restaurants = await database.db.restaurant.findMany({
      select: {
        slug: true,
        feed: { select: { position: true } },
        _count: {
          select: { tables: true, categories: true, menuItems: true, openingHours: true, members: true },
        },
      },
      orderBy: { slug: 'asc' },
    })

    expect(restaurants).toEqual([
      {
        slug: 'demo',
        feed: { position: 0n },
        _count: { tables: 12, categories: 8, menuItems: 50, openingHours: 7, members: 4 },
      },
      {
        slug: 'demo-two',
        feed: { position: 0n },
        _count: { tables: 4, categories: 4, menuItems: 15, openingHours: 7, members: 2 },
      },
    ])
  })

  it('lets the staff sign in', async () => {
    const signedIn = await testAuth(database.db).signIn('kitchen@demo.test', demo.password)
    expect(signedIn?.viewer).toMatchObject({ name: 'Luca Ferraro', memberships: [{ role: 'KITCHEN' }] })
  })

  it('does nothing the second time', async () => {
    const hashed: string[] = []
    await seedDemo(database.db, { hashPassword: async (password) => hashed[hashed.push(password) - 1] ?? '' })

    expect(hashed).toEqual([])
    expect(await database.db.restaurant.count()).toBe(2)
  })

  it('writes nothing at all where a part of it is in the way', async () => {
    await database.db.restaurant.delete({ where: { slug: 'demo' } })

    await expect(seedDemo(database.db, { hashPassword })).rejects.toMatchObject({ code: 'P2002' })
    expect(await database.db.menuItem.count()).toBe(15)
  })
})
