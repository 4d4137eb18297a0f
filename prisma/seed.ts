import { randomUUID } from 'node:crypto'
import type { Prisma, PrismaClient } from '../api/src/db/generated/client.ts'
import type { DemoItem, DemoRestaurant } from './demo/demo-restaurant.ts'
import { fernweh } from './demo/fernweh.ts'
import { yoake } from './demo/yoake.ts'

/** The demo restaurants, and the password of all their accounts: public, since demo data never gets into production. */
export const demo = { slugs: [fernweh.slug, yoake.slug], password: 'demo-menumate' } as const

/** All rows of the demo data by table, with their ids made up front so that each table takes one statement. */
type DemoRows = {
  restaurants: Prisma.RestaurantCreateManyInput[]
  feeds: Prisma.FeedCreateManyInput[]
  openingHours: Prisma.OpeningHoursCreateManyInput[]
  tables: Prisma.TableCreateManyInput[]
  categories: Prisma.MenuCategoryCreateManyInput[]
  items: Prisma.MenuItemCreateManyInput[]
  optionGroups: Prisma.OptionGroupCreateManyInput[]
  options: Prisma.MenuOptionCreateManyInput[]
  users: Prisma.UserCreateManyInput[]
  accounts: Prisma.AuthAccountCreateManyInput[]
  members: Prisma.StaffMemberCreateManyInput[]
}

/**
 * Writes the two demo restaurants with their menus, tables and staff, all in one transaction. Does nothing when a
 * restaurant "demo" exists, so that it may run at every start; two at the same time end in one set of data and a
 * unique constraint error for the later.
 *
 * @param options.hashPassword what sign-in will check the demo password against.
 */
export async function seedDemo(
  db: PrismaClient,
  options: { hashPassword: (password: string) => Promise<string> },
): Promise<void> {
  const existing = await db.restaurant.findUnique({ where: { slug: fernweh.slug }, select: { id: true } })
  if (existing) return

  // One hash for all: a salt for each would only make the first start slower, everybody knows the password.
  const rows = collectRows([fernweh, yoake], await options.hashPassword(demo.password))
  await db.$transaction([
    db.restaurant.createMany({ data: rows.restaurants }),
    db.feed.createMany({ data: rows.feeds }),
    db.openingHours.createMany({ data: rows.openingHours }),
    db.table.createMany({ data: rows.tables }),
    db.menuCategory.createMany({ data: rows.categories }),
    db.menuItem.createMany({ data: rows.items }),
    db.optionGroup.createMany({ data: rows.optionGroups }),
    db.menuOption.createMany({ data: rows.options }),
    db.user.createMany({ data: rows.users }),
    db.authAccount.createMany({ data: rows.accounts }),
    db.staffMember.createMany({ data: rows.members }),
  ])
}

function collectRows(restaurants: readonly DemoRestaurant[], passwordHash: string): DemoRows {
  const rows: DemoRows = {
    restaurants: [],
    feeds: [],
    openingHours: [],
    tables: [],
    categories: [],
    items: [],
    optionGroups: [],
    options: [],
    users: [],
    accounts: [],
    members: [],
  }
  for (const restaurant of restaurants) addRestaurant(rows, restaurant, passwordHash)
  return rows
}

function addRestaurant(rows: DemoRows, restaurant: DemoRestaurant, passwordHash: string): void {
  const { slug, name, currency, timeZone } = restaurant
  const restaurantId = randomUUID()
  rows.restaurants.push({ id: restaurantId, slug, name, currency, timeZone, pricesIncludeTax: true })
  rows.feeds.push({ restaurantId })

  // Open all day, every day: whoever tries the demo can order, whatever the time is where they are.
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    rows.openingHours.push({ restaurantId, weekday, opensAt: 0, closesAt: 1440 })
  }
  for (const [position, { label, code }] of restaurant.tables.entries()) {
    rows.tables.push({ restaurantId, label, code, position })
  }
  for (const [position, category] of restaurant.categories.entries()) {
    const categoryId = randomUUID()
    rows.categories.push({ id: categoryId, restaurantId, name: category.name, position })
    for (const [itemPosition, item] of category.items.entries()) {
      addItem(rows, item, {
        restaurantId,
        categoryId,
        taxRateBasisPoints: category.taxRateBasisPoints,
        position: itemPosition,
      })
    }
  }
  for (const { name: personName, email, role } of restaurant.staff) {
    const userId = randomUUID()
    rows.users.push({ id: userId, name: personName, email, emailVerified: true })
    rows.accounts.push({
      id: randomUUID(),
      userId,
      accountId: userId,
      providerId: 'credential',
      password: passwordHash,
    })
    rows.members.push({ userId, restaurantId, role })
  }
}

function addItem(
  rows: DemoRows,
  item: DemoItem,
  place: { restaurantId: string; categoryId: string; taxRateBasisPoints: number; position: number },
): void {
  const { name, description, priceMinor, picture, isAvailable = true, optionGroups = [] } = item
  const menuItemId = randomUUID()
  rows.items.push({
    ...place,
    id: menuItemId,
    name,
    description,
    priceMinor,
    imageUrl: `/images/dishes/${picture}.webp`,
    isAvailable,
    allergens: [...item.allergens],
  })
  for (const [position, { options, ...group }] of optionGroups.entries()) {
    const optionGroupId = randomUUID()
    rows.optionGroups.push({ ...group, id: optionGroupId, menuItemId, position })
    for (const [optionPosition, option] of options.entries()) {
      rows.options.push({ ...option, optionGroupId, position: optionPosition })
    }
  }
}
