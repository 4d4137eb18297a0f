import { randomUUID } from 'node:crypto'
import type { Db } from '../../api/src/db/database.ts'
import { encodeGlobalId } from '../../api/src/graphql/global-id.ts'
import { createRestaurant } from '../../api/src/restaurants/create-restaurant.ts'

/** A restaurant of the run. */
export interface Restaurant {
  readonly id: string
  readonly globalId: string
  /** What its tables' QR codes hold. */
  readonly tableCodes: readonly string[]
  /** Global ids of what can be ordered. */
  readonly menuItemIds: readonly string[]
  /** The owner's bearer token. */
  readonly token: string
}

const PASSWORD = 'a password of the fault program'
const DISHES = ['Soup', 'Dumplings', 'Noodles', 'Rice', 'Tea']

/** Makes a restaurant that is always open. @param signIn answers a bearer token */
export async function openRestaurant(
  db: Db,
  options: { slug: string; tableCount: number },
  signIn: (email: string, password: string) => Promise<string>,
): Promise<Restaurant> {
  const { slug, tableCount } = options
  const { id, owner, tables } = await createRestaurant(
    db,
    {
      slug,
      name: slug,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      ownerName: 'Owner',
      ownerEmail: `owner@${slug}.test`,
      tableCount,
    },
    PASSWORD,
  )
  const category = await db.menuCategory.create({ data: { restaurantId: id, name: 'All' } })
  const items = DISHES.map((name, position) => ({
    id: randomUUID(),
    restaurantId: id,
    categoryId: category.id,
    name,
    priceMinor: 400 + 150 * position,
    taxRateBasisPoints: 700,
    position,
  }))
  await db.menuItem.createMany({ data: items })
  return {
    id,
    globalId: encodeGlobalId('Restaurant', id),
    tableCodes: tables.map(({ code }) => code),
    menuItemIds: items.map((item) => encodeGlobalId('MenuItem', item.id)),
    token: await signIn(owner.email, PASSWORD),
  }
}
