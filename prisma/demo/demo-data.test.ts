import { readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { allergens, type DemoItem, type DemoRestaurant } from './demo-restaurant.ts'
import { fernweh } from './fernweh.ts'
import { yoake } from './yoake.ts'

const picturesFolder = fileURLToPath(new URL('../../web/public/images/dishes/', import.meta.url))

const itemsOf = (restaurant: DemoRestaurant): DemoItem[] =>
  restaurant.categories.flatMap((category) => [...category.items])
const duplicates = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index)

describe.each([fernweh, yoake])('the demo restaurant $slug', (restaurant) => {
  const items = itemsOf(restaurant)

  it.each(items)('$name can be ordered, by a price and options that make sense', (item) => {
    expect(item.priceMinor).toSatisfy(Number.isInteger)
    let cheapest = item.priceMinor
    for (const group of item.optionGroups ?? []) {
      const available = group.options.filter((option) => option.isAvailable)
      expect(group.minSelections).toBeGreaterThanOrEqual(0)
      expect(group.maxSelections).toBeGreaterThanOrEqual(Math.max(1, group.minSelections))
      expect(group.maxSelections).toBeLessThanOrEqual(group.options.length)
      expect(group.minSelections).toBeLessThanOrEqual(available.length)
      expect(duplicates(group.options.map((option) => option.name))).toEqual([])
      const deltas = group.options.map((option) => option.priceDeltaMinor).sort((a, b) => a - b)
      expect(deltas.every(Number.isInteger)).toBe(true)
      for (const [index, delta] of deltas.entries()) {
        if (index < group.minSelections || (index < group.maxSelections && delta < 0)) cheapest += delta
      }
    }
    expect(duplicates((item.optionGroups ?? []).map((group) => group.name))).toEqual([])
    expect(cheapest).toBeGreaterThan(0)
  })

  it.each(items)('$name names its allergens as the law does, each once, in the order of the law', (item) => {
    expect(item.allergens).toEqual(allergens.filter((allergen) => item.allergens.includes(allergen)))
  })

  it('uses no name twice where people have to tell things apart', () => {
    expect(duplicates(restaurant.categories.map((category) => category.name))).toEqual([])
    expect(duplicates(items.map((item) => item.name))).toEqual([])
    expect(duplicates(restaurant.tables.map((table) => table.label))).toEqual([])
  })

  it('has a picture of its own for each dish', () => {
    expect(duplicates(items.map((item) => item.picture))).toEqual([])
  })
})

describe('the demo data', () => {
  const pictures = [fernweh, yoake].flatMap(itemsOf).map((item) => `${item.picture}.webp`)

  it('ships every picture it names, and no other', () => {
    expect(readdirSync(picturesFolder).sort()).toEqual([...new Set(pictures)].sort())
  })

  it('has pictures that a phone loads at once', () => {
    for (const picture of pictures) {
      expect(statSync(picturesFolder + picture).size, picture).toBeLessThan(15_000)
    }
  })

  it('has what the contract promises of the first restaurant', () => {
    const items = itemsOf(fernweh)
    const withRequiredOptions = items.filter((item) =>
      item.optionGroups?.some((group) => group.minSelections > 0),
    )
    expect(fernweh.slug).toBe('demo')
    expect(fernweh.categories.length).toBeGreaterThanOrEqual(6)
    expect(items.length).toBeGreaterThanOrEqual(30)
    expect(withRequiredOptions.length).toBeGreaterThanOrEqual(3)
    expect(items.filter((item) => item.isAvailable === false)).toHaveLength(1)
  })

  it('has the tables and accounts of the contract', () => {
    const codes = [fernweh, yoake].map((restaurant) => restaurant.tables.map((table) => table.code))
    expect(codes).toEqual([
      Array.from({ length: 12 }, (_, index) => `demo-${index + 1}`),
      Array.from({ length: 4 }, (_, index) => `demo-two-${index + 1}`),
    ])
    expect(fernweh.staff.map(({ email, role }) => [email, role])).toEqual([
      ['owner@demo.test', 'OWNER'],
      ['manager@demo.test', 'MANAGER'],
      ['kitchen@demo.test', 'KITCHEN'],
      ['server@demo.test', 'SERVER'],
    ])
    expect(yoake.slug).toBe('demo-two')
    expect(yoake.staff.map(({ email, role }) => [email, role])).toContainEqual([
      'kitchen@demo-two.test',
      'KITCHEN',
    ])
  })
})
