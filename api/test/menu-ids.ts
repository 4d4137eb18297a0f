import type { Db } from '../src/db/database.ts'
import { encodeGlobalId } from '../src/graphql/global-id.ts'

/**
 * Finds the global ids of what the demo menus offer by name: `Fries` is the item, `Fries: Dips` its option group and
 * `Fries/Ketchup` an option of it.
 */
export async function menuIds(db: Db): Promise<(name: string) => string> {
  const ids = new Map<string, string>()
  const items = await db.menuItem.findMany({ include: { optionGroups: { include: { options: true } } } })
  for (const item of items) {
    ids.set(item.name, encodeGlobalId('MenuItem', item.id))
    for (const group of item.optionGroups) {
      ids.set(`${item.name}: ${group.name}`, encodeGlobalId('OptionGroup', group.id))
      for (const option of group.options) {
        ids.set(`${item.name}/${option.name}`, encodeGlobalId('MenuOption', option.id))
      }
    }
  }
  return (name) => {
    const id = ids.get(name)
    if (!id) throw new Error(`The demo menus have no ${name}`)
    return id
  }
}
