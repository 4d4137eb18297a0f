import { InvalidInputError } from '../errors.ts'
import { MAX_AMOUNT } from '../max-amount.ts'
import type { Catalog, CatalogItem, CatalogOption } from '../menu/catalog.ts'
import { InvalidOptionSelectionError, MenuItemUnavailableError } from './orders.errors.ts'

/** What a guest asks for: ids and quantities, never a price. */
export interface OrderLineRequest {
  readonly menuItemId: string
  readonly quantity: number
  readonly optionIds: readonly string[]
  readonly note: string | null
}

/** A line as it is sold. Money in the currency's minor unit. */
export interface PricedLine {
  readonly menuItemId: string
  readonly name: string
  readonly quantity: number
  /** For one, with its options. */
  readonly unitPriceMinor: number
  readonly totalMinor: number
  readonly taxRateBasisPoints: number
  readonly note: string | null
  readonly options: readonly { readonly name: string; readonly priceDeltaMinor: number }[]
}

export interface PricedOrder {
  readonly lines: readonly PricedLine[]
  /** Without tax; subtotal + tax = total. */
  readonly subtotalMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

/**
 * Prices an order from the menu alone.
 * @throws MenuItemUnavailableError, InvalidOptionSelectionError, InvalidInputError for a total beyond all sense
 */
export function priceOrder(catalog: Catalog, requests: readonly OrderLineRequest[]): PricedOrder {
  const unavailable = new Map<string, string | undefined>()
  for (const { menuItemId } of requests) {
    const item = catalog.items.get(menuItemId)
    if (!item?.isAvailable) unavailable.set(menuItemId, item?.name)
  }
  if (unavailable.size > 0) {
    throw new MenuItemUnavailableError([...unavailable].map(([id, name]) => ({ id, name })))
  }

  const lines = requests.map((request) =>
    priceLine(catalog.items.get(request.menuItemId) as CatalogItem, request),
  )
  const sum = lines.reduce((total, line) => total + line.totalMinor, 0)
  const taxMinor = taxOf(lines, catalog.pricesIncludeTax)
  const totalMinor = catalog.pricesIncludeTax ? sum : sum + taxMinor
  if (totalMinor > MAX_AMOUNT) {
    throw new InvalidInputError(
      ['items'],
      `items must come to at most ${MAX_AMOUNT} in the currency's minor unit.`,
    )
  }
  return { lines, taxMinor, totalMinor, subtotalMinor: totalMinor - taxMinor }
}

function priceLine(item: CatalogItem, { quantity, optionIds, note }: OrderLineRequest): PricedLine {
  const options = chosenOptions(item, optionIds)
  const unitPriceMinor = Math.max(
    0,
    options.reduce((price, option) => price + option.priceDeltaMinor, item.priceMinor),
  )
  return {
    menuItemId: item.id,
    name: item.name,
    quantity,
    unitPriceMinor,
    totalMinor: unitPriceMinor * quantity,
    taxRateBasisPoints: item.taxRateBasisPoints,
    note,
    options: options.map(({ name, priceDeltaMinor }) => ({ name, priceDeltaMinor })),
  }
}

/** The chosen options in the menu's order. */
function chosenOptions(item: CatalogItem, optionIds: readonly string[]): readonly CatalogOption[] {
  const wanted = new Set(optionIds)
  if (wanted.size !== optionIds.length) {
    throw new InvalidOptionSelectionError(`${item.name}: each option can be chosen once.`, null)
  }
  const chosen: CatalogOption[] = []
  for (const group of item.optionGroups) {
    const inGroup = group.options.filter((option) => wanted.has(option.id))
    const soldOut = inGroup.find((option) => !option.isAvailable)
    if (soldOut) throw new InvalidOptionSelectionError(`${item.name}: ${soldOut.name} is sold out.`, group.id)
    if (inGroup.length < group.minSelections || inGroup.length > group.maxSelections) {
      const { minSelections: min, maxSelections: max } = group
      const rule = min === max ? `${min}` : `${min} to ${max}`
      throw new InvalidOptionSelectionError(
        `${item.name}: choose ${rule} of “${group.name}”, not ${inGroup.length}.`,
        group.id,
      )
    }
    chosen.push(...inGroup)
  }
  if (chosen.length !== wanted.size) {
    throw new InvalidOptionSelectionError(`${item.name} has no such option.`, null)
  }
  return chosen
}

/** Tax by rate over the whole order, each rate rounded half up, as a receipt shows it. */
function taxOf(lines: readonly PricedLine[], included: boolean): number {
  const byRate = new Map<number, number>()
  for (const { taxRateBasisPoints: rate, totalMinor } of lines) {
    byRate.set(rate, (byRate.get(rate) ?? 0) + totalMinor)
  }
  return [...byRate].reduce(
    (tax, [rate, amount]) => tax + Math.round((amount * rate) / (included ? 10_000 + rate : 10_000)),
    0,
  )
}
