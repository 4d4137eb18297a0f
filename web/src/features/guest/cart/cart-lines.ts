import type { MoneyValue } from '../../../ui/money'
import type { Dish } from '../menu/catalogue'
import { firstIncompleteGroup, isOrderable, unitPrice } from '../menu/option-rules'
import type { Cart, CartLine } from './cart'

/** A line of the cart as the menu has it now. */
export type PricedLine = {
  line: CartLine
  /** Undefined when the dish has left the menu. */
  dish: Dish | undefined
  optionNames: readonly string[]
  total: MoneyValue
  /** Why it cannot be ordered as it is; undefined when it can. */
  fault: 'soldOut' | 'options' | undefined
}

/** Looks up each line in the menu: names, today's prices, and what can no longer be ordered. */
export function priceCart(cart: Cart, dishes: ReadonlyMap<string, Dish>, currency: string): PricedLine[] {
  return cart.lines.map((line) => {
    const dish = dishes.get(line.menuItemId)
    if (!dish)
      return { line, dish, optionNames: [], total: { amountMinor: 0, currency }, fault: 'soldOut' as const }
    const selected = new Set(line.optionIds)
    const chosen = dish.optionGroups.flatMap((group) =>
      group.options.filter((option) => selected.has(option.id)),
    )
    const one = unitPrice(dish, selected)
    return {
      line,
      dish,
      optionNames: chosen.map((option) => option.name),
      total: { ...one, amountMinor: one.amountMinor * line.quantity },
      fault: faultOf(dish, selected, chosen),
    }
  })
}

function faultOf(dish: Dish, selected: ReadonlySet<string>, chosen: readonly { isAvailable: boolean }[]) {
  if (!isOrderable(dish)) return 'soldOut'
  const gone = chosen.length !== selected.size || chosen.some((option) => !option.isAvailable)
  return gone || firstIncompleteGroup(dish, selected) ? 'options' : undefined
}

/** What can be ordered, added up. For the guest's eyes: the server computes what is charged. */
export function cartTotal(lines: readonly PricedLine[], currency: string): MoneyValue {
  const amountMinor = lines.reduce((sum, { fault, total }) => sum + (fault ? 0 : total.amountMinor), 0)
  return { amountMinor, currency }
}
