import { describe, expect, test } from 'vitest'
import { InvalidInputError } from '../errors.ts'
import type { Catalog, CatalogItem, CatalogOptionGroup } from '../menu/catalog.ts'
import { InvalidOptionSelectionError, MenuItemUnavailableError } from './orders.errors.ts'
import { priceOrder } from './pricing.ts'

type Deltas = Readonly<Record<string, number>>

/** A group whose options have their names for ids. */
function group(id: string, min: number, max: number, deltas: Deltas, soldOut: readonly string[] = []) {
  return {
    id,
    name: id,
    minSelections: min,
    maxSelections: max,
    options: Object.entries(deltas).map(([name, priceDeltaMinor]) => ({
      id: name,
      name,
      priceDeltaMinor,
      isAvailable: !soldOut.includes(name),
    })),
  } satisfies CatalogOptionGroup
}

const size = group('size', 1, 1, { small: -100, large: 300, tiny: -5_000 })
const extras = group('extras', 0, 2, { bacon: 150, cheese: 100, egg: 120, truffle: 900 }, ['truffle'])
const scoops = group('scoops', 3, 3, { lemon: 0, mango: 0, cocoa: 50, nut: 0 })

function item(id: string, rest: Partial<CatalogItem> = {}): CatalogItem {
  return {
    id,
    name: id,
    priceMinor: 1_000,
    taxRateBasisPoints: 1_900,
    isAvailable: true,
    optionGroups: [],
    ...rest,
  }
}

function catalog(items: readonly CatalogItem[], rest: Partial<Catalog> = {}): Catalog {
  return {
    restaurantId: 'restaurant',
    version: 1,
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    pricesIncludeTax: true,
    businessDayStartsAt: 240,
    isPaused: false,
    openingHours: [],
    items: new Map(items.map((each) => [each.id, each])),
    ...rest,
  }
}

const line = (menuItemId: string, quantity = 1, optionIds: readonly string[] = []) => ({
  menuItemId,
  quantity,
  optionIds,
  note: null,
})

const menu = catalog([
  item('soup'),
  item('burger', { optionGroups: [size, extras] }),
  item('gelato', { priceMinor: 650, optionGroups: [scoops] }),
  item('lobster', { isAvailable: false }),
  item('water', { priceMinor: 0 }),
])

describe('the price of a line', () => {
  test.each([
    ['is the item’s', line('soup'), 1_000, 1_000],
    ['grows with the quantity', line('soup', 99), 1_000, 99_000],
    ['may be nothing', line('water', 3), 0, 0],
    ['has its options added', line('burger', 2, ['large', 'bacon', 'egg']), 1_570, 3_140],
    ['has options taken off', line('burger', 2, ['small']), 900, 1_800],
    ['never falls below nothing', line('burger', 5, ['tiny']), 0, 0],
    ['is floored over all options, not one by one', line('burger', 1, ['tiny', 'bacon']), 0, 0],
    ['takes as many options as must be', line('gelato', 1, ['lemon', 'mango', 'cocoa']), 700, 700],
  ])('%s', (_rule, request, unitPriceMinor, totalMinor) => {
    expect(priceOrder(menu, [request]).lines).toMatchObject([{ unitPriceMinor, totalMinor }])
  })
})

test('options stand in the menu’s order, whatever order they were chosen in', () => {
  const [priced] = priceOrder(menu, [line('burger', 1, ['egg', 'bacon', 'large'])]).lines
  expect(priced?.options).toEqual([
    { name: 'large', priceDeltaMinor: 300 },
    { name: 'bacon', priceDeltaMinor: 150 },
    { name: 'egg', priceDeltaMinor: 120 },
  ])
})

test('the same item may stand in several lines, and each stays a line', () => {
  const { lines, totalMinor } = priceOrder(menu, [line('soup'), line('soup', 2), line('soup')])
  expect(lines.map(({ quantity }) => quantity)).toEqual([1, 2, 1])
  expect(totalMinor).toBe(4_000)
})

describe('options that break a rule are refused, with the group', () => {
  test.each([
    ['none of a required group', line('burger'), 'size'],
    ['two where one is to be chosen', line('burger', 1, ['small', 'large']), 'size'],
    ['more than the most', line('burger', 1, ['small', 'bacon', 'cheese', 'egg']), 'extras'],
    ['fewer than the least', line('gelato', 1, ['lemon', 'mango']), 'scoops'],
    ['more than exactly so many', line('gelato', 1, ['lemon', 'mango', 'cocoa', 'nut']), 'scoops'],
    ['one that is sold out', line('burger', 1, ['small', 'truffle']), 'extras'],
    ['one twice', line('burger', 1, ['small', 'bacon', 'bacon']), null],
    ['a required one twice', line('gelato', 1, ['lemon', 'lemon', 'mango']), null],
    ['one of another item', line('burger', 1, ['small', 'lemon']), null],
    ['one for an item that has none', line('soup', 1, ['small']), null],
    ['one that does not exist', line('burger', 1, ['small', 'gold']), null],
  ])('%s', (_case, request, optionGroupId) => {
    const attempt = () => priceOrder(menu, [line('soup'), request])
    expect(attempt).toThrow(InvalidOptionSelectionError)
    expect(attempt).toThrow(expect.objectContaining({ optionGroupId }))
  })
})

describe('what is not on offer is refused', () => {
  test('all of it at once, each item once', () => {
    const attempt = () =>
      priceOrder(menu, [line('lobster'), line('soup'), line('unicorn'), line('lobster', 2)])
    expect(attempt).toThrow(MenuItemUnavailableError)
    expect(attempt).toThrow(expect.objectContaining({ menuItemIds: ['lobster', 'unicorn'] }))
  })

  test('before its options are looked at', () => {
    expect(() => priceOrder(menu, [line('burger'), line('lobster')])).toThrow(MenuItemUnavailableError)
  })
})

describe('tax', () => {
  const at = (taxRateBasisPoints: number, priceMinor: number) =>
    item(`${priceMinor} at ${taxRateBasisPoints}`, { taxRateBasisPoints, priceMinor })

  // Expected values by hand: included is amount × rate / (1 + rate), added is amount × rate, half a unit goes up.
  test.each([
    ['included, 19 %', true, [at(1_900, 1_190)], { subtotalMinor: 1_000, taxMinor: 190, totalMinor: 1_190 }],
    ['included, rounded down', true, [at(700, 100)], { subtotalMinor: 93, taxMinor: 7, totalMinor: 100 }],
    ['included, half a unit', true, [at(10_000, 1)], { subtotalMinor: 0, taxMinor: 1, totalMinor: 1 }],
    ['included, none', true, [at(0, 1_000)], { subtotalMinor: 1_000, taxMinor: 0, totalMinor: 1_000 }],
    [
      'included, two rates',
      true,
      [at(1_900, 1_190), at(700, 1_070)],
      { subtotalMinor: 2_000, taxMinor: 260, totalMinor: 2_260 },
    ],
    ['added, 8.875 %', false, [at(888, 1_000)], { subtotalMinor: 1_000, taxMinor: 89, totalMinor: 1_089 }],
    ['added, half a unit', false, [at(500, 10)], { subtotalMinor: 10, taxMinor: 1, totalMinor: 11 }],
    ['added, none', false, [at(0, 10)], { subtotalMinor: 10, taxMinor: 0, totalMinor: 10 }],
  ])('%s', (_case, pricesIncludeTax, items, amounts) => {
    const priced = priceOrder(
      catalog(items, { pricesIncludeTax }),
      items.map(({ id }) => line(id)),
    )
    expect(priced).toMatchObject(amounts)
  })

  test('is rounded once for each rate, not once for each line', () => {
    const cheap = at(700, 104)
    const priced = priceOrder(
      catalog([cheap]),
      Array.from({ length: 100 }, () => line(cheap.id)),
    )
    // 100 × 104 × 7 / 107 = 680.37…; line by line it would be 100 × 7.
    expect(priced).toMatchObject({ taxMinor: 680, totalMinor: 10_400 })
  })

  test('in a currency without a smaller unit is whole', () => {
    const ramen = at(1_000, 1_080)
    const priced = priceOrder(catalog([ramen], { currency: 'JPY', timeZone: 'Asia/Tokyo' }), [line(ramen.id)])
    expect(priced).toMatchObject({ subtotalMinor: 982, taxMinor: 98, totalMinor: 1_080 })
  })

  test.each([true, false])('and subtotal are the total, included or not (%s)', (pricesIncludeTax) => {
    for (let priceMinor = 0; priceMinor < 500; priceMinor += 7) {
      const items = [at(1_900, priceMinor), at(700, priceMinor + 3), at(555, priceMinor * 2)]
      const { subtotalMinor, taxMinor, totalMinor } = priceOrder(
        catalog(items, { pricesIncludeTax }),
        items.map(({ id }, index) => line(id, index + 1)),
      )
      expect(subtotalMinor + taxMinor).toBe(totalMinor)
      expect([subtotalMinor, taxMinor].every((amount) => Number.isInteger(amount) && amount >= 0)).toBe(true)
    }
  })
})

describe('a total', () => {
  const palace = item('palace', { priceMinor: 2 ** 31 - 1, taxRateBasisPoints: 1_900 })

  test('as large as an amount can be is sold', () => {
    expect(priceOrder(catalog([palace]), [line('palace')]).totalMinor).toBe(2 ** 31 - 1)
  })

  test.each([
    ['by quantity', true, [line('palace', 2)]],
    ['by lines', true, [line('palace'), line('palace')]],
    ['far', true, Array.from({ length: 100 }, () => line('palace', 99))],
    ['by tax that is added', false, [line('palace')]],
  ])('beyond that, %s, is refused', (_case, pricesIncludeTax, lines) => {
    const attempt = () => priceOrder(catalog([palace], { pricesIncludeTax }), lines)
    expect(attempt).toThrow(InvalidInputError)
    expect(attempt).toThrow(expect.objectContaining({ path: ['items'] }))
  })
})
