import { describe, expect, it } from 'vitest'
import type { Dish } from '../menu/catalogue'
import { emptyCart } from './cart'
import { cartTotal, priceCart } from './cart-lines'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const large = { id: 'large', name: 'Large', isAvailable: true, priceDelta: eur(300) }
const pizza: Dish = {
  id: 'pizza',
  name: 'Pizza',
  description: null,
  imageUrl: null,
  isAvailable: true,
  allergens: [],
  price: eur(900),
  optionGroups: [{ id: 'size', name: 'Size', minSelections: 0, maxSelections: 1, options: [large] }],
  cloth: '',
}
const cartOf = (optionIds: string[]) => ({
  ...emptyCart,
  lines: [{ id: 'a', menuItemId: 'pizza', name: 'Pizza', quantity: 2, optionIds, note: '' }],
})
const priced = (optionIds: string[], dish: Dish | null = pizza) =>
  priceCart(cartOf(optionIds), new Map(dish ? [[dish.id, dish]] : []), 'EUR')

describe('a cart against the menu as it is now', () => {
  it('a line costs its dish and options, times its quantity', () => {
    const lines = priced(['large'])
    expect(lines[0]).toMatchObject({ optionNames: ['Large'], total: eur(2400), fault: undefined })
    expect(cartTotal(lines, 'EUR')).toEqual(eur(2400))
  })

  it('a dish that sold out is marked and not added up', () => {
    const lines = priced([], { ...pizza, isAvailable: false })
    expect(lines[0]?.fault).toBe('soldOut')
    expect(cartTotal(lines, 'EUR')).toEqual(eur(0))
  })

  it('a dish that left the menu keeps the name it had', () => {
    expect(priced([], null)[0]).toMatchObject({ dish: undefined, fault: 'soldOut', line: { name: 'Pizza' } })
  })

  it('an option that sold out or went asks for a new choice', () => {
    const soldOut = {
      ...pizza.optionGroups[0],
      options: [{ ...large, isAvailable: false }],
    } as Dish['optionGroups'][0]
    expect(priced(['large'], { ...pizza, optionGroups: [soldOut] })[0]?.fault).toBe('options')
    expect(priced(['extra-large'])[0]?.fault).toBe('options')
  })
})
