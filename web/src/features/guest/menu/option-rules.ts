import type { MoneyValue } from '../../../ui/money'

/** The parts of a menu item that its rules and its price depend on. */
export type PricedItem = { price: MoneyValue; isAvailable: boolean; optionGroups: readonly OptionGroup[] }
export type OptionGroup = {
  id: string
  name: string
  minSelections: number
  maxSelections: number
  options: readonly Option[]
}
export type Option = { id: string; name: string; priceDelta: MoneyValue; isAvailable: boolean }

/** How many of a group's options are chosen. */
export function countSelected(group: OptionGroup, selected: ReadonlySet<string>): number {
  return group.options.filter((option) => selected.has(option.id)).length
}

/** How many choices a group still asks for. */
export function missingSelections(group: OptionGroup, selected: ReadonlySet<string>): number {
  return Math.max(0, group.minSelections - countSelected(group, selected))
}

/** The first group that asks for more; undefined when the choice is complete. */
export function firstIncompleteGroup(
  item: PricedItem,
  selected: ReadonlySet<string>,
): OptionGroup | undefined {
  return item.optionGroups.find((group) => missingSelections(group, selected) > 0)
}

/**
 * The choice after a tap on an option. Where only one may be chosen, a tap moves the choice (and takes it back where none
 * is needed); where several may, a tap beyond the maximum changes nothing.
 */
export function toggleOption(
  group: OptionGroup,
  selected: ReadonlySet<string>,
  optionId: string,
): Set<string> {
  const next = new Set(selected)
  if (next.has(optionId)) {
    if (group.maxSelections > 1 || group.minSelections === 0) next.delete(optionId)
    return next
  }
  if (group.maxSelections === 1) for (const option of group.options) next.delete(option.id)
  if (countSelected(group, next) < group.maxSelections) next.add(optionId)
  return next
}

/** What is chosen before the guest touches anything: only what leaves no choice. */
export function initialSelection(item: PricedItem): Set<string> {
  const forced = item.optionGroups.flatMap((group) => {
    const available = group.options.filter((option) => option.isAvailable)
    return available.length > 0 && available.length === group.minSelections ? available : []
  })
  return new Set(forced.map((option) => option.id))
}

/** An item whose required choice has sold out cannot be ordered, whatever the item itself says. */
export function isOrderable(item: PricedItem): boolean {
  return (
    item.isAvailable &&
    item.optionGroups.every(
      (group) => group.options.filter((option) => option.isAvailable).length >= group.minSelections,
    )
  )
}

/** The rule of a group in words: "Choose 1", "Choose 1 to 3", "Up to 2". */
export function describeRule({ minSelections: min, maxSelections: max }: OptionGroup): string {
  if (min === 0) return max === 1 ? 'Optional' : `Up to ${max}`
  return min === max ? `Choose ${min}` : `Choose ${min} to ${max}`
}

/** The price of one, with the chosen options. For the guest's eyes: the server computes what is charged. */
export function unitPrice(item: PricedItem, selected: ReadonlySet<string>): MoneyValue {
  const options = item.optionGroups.flatMap((group) => group.options)
  const extra = options.reduce(
    (sum, option) => sum + (selected.has(option.id) ? option.priceDelta.amountMinor : 0),
    0,
  )
  return { amountMinor: item.price.amountMinor + extra, currency: item.price.currency }
}
