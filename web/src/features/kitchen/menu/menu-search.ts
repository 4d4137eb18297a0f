type Category<Item> = { id: string; name: string; items: readonly Item[] }

/**
 * The categories and items that match a few typed letters, whatever their case and accents ("creme" finds "Crème
 * brûlée"); categories without a match are left out. Everything keeps its place in the menu: a row that jumps when it is
 * switched off is a row switched off by mistake.
 */
export function searchMenu<Item extends { name: string; isAvailable: boolean }>(
  categories: readonly Category<Item>[],
  { query, onlyOff }: { query: string; onlyOff: boolean },
): { id: string; name: string; items: Item[] }[] {
  const wanted = plain(query)
  return categories
    .map(({ id, name, items }) => {
      const whole = plain(name).includes(wanted)
      const found = items.filter((item) => whole || plain(item.name).includes(wanted))
      return { id, name, items: found.filter((item) => !onlyOff || !item.isAvailable) }
    })
    .filter((category) => category.items.length > 0)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
