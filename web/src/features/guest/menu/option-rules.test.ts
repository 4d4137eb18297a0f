import { describe, expect, it } from 'vitest'
import {
  describeRule,
  firstIncompleteGroup,
  initialSelection,
  isOrderable,
  type OptionGroup,
  type PricedItem,
  toggleOption,
  unitPrice,
} from './option-rules'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const option = (id: string, delta = 0, isAvailable = true) => ({
  id,
  name: id,
  priceDelta: eur(delta),
  isAvailable,
})

const size: OptionGroup = {
  id: 'size',
  name: 'Size',
  minSelections: 1,
  maxSelections: 1,
  options: [option('small'), option('large', 300)],
}
const toppings: OptionGroup = {
  id: 'toppings',
  name: 'Toppings',
  minSelections: 0,
  maxSelections: 2,
  options: [option('olives', 100), option('capers', 100), option('egg', 150)],
}
const pizza: PricedItem = { price: eur(900), isAvailable: true, optionGroups: [size, toppings] }

describe('choosing options', () => {
  it('a tap in a choose-one group moves the choice', () => {
    expect(toggleOption(size, new Set(['small']), 'large')).toEqual(new Set(['large']))
  })

  it('a required single choice cannot be taken back, only moved', () => {
    expect(toggleOption(size, new Set(['small']), 'small')).toEqual(new Set(['small']))
  })

  it('a tap beyond the maximum changes nothing', () => {
    const full = new Set(['olives', 'capers'])
    expect(toggleOption(toppings, full, 'egg')).toEqual(full)
    expect(toggleOption(toppings, full, 'olives')).toEqual(new Set(['capers']))
  })

  it('choices in one group leave the other groups alone', () => {
    expect(toggleOption(size, new Set(['small', 'egg']), 'large')).toEqual(new Set(['large', 'egg']))
  })

  it('the first group that still asks for something is named', () => {
    expect(firstIncompleteGroup(pizza, new Set(['egg']))).toBe(size)
    expect(firstIncompleteGroup(pizza, new Set(['large']))).toBeUndefined()
  })

  it('only what leaves no choice is chosen beforehand', () => {
    expect(initialSelection(pizza)).toEqual(new Set())
    const oneLeft = { ...size, options: [option('small', 0, false), option('large', 300)] }
    expect(initialSelection({ ...pizza, optionGroups: [oneLeft] })).toEqual(new Set(['large']))
  })

  it('an item whose required choice sold out cannot be ordered', () => {
    const soldOut = { ...size, options: size.options.map((each) => ({ ...each, isAvailable: false })) }
    expect(isOrderable(pizza)).toBe(true)
    expect(isOrderable({ ...pizza, optionGroups: [soldOut] })).toBe(false)
  })

  it('the rule is said in words', () => {
    expect(describeRule(size)).toBe('Choose 1')
    expect(describeRule(toppings)).toBe('Up to 2')
    expect(describeRule({ ...toppings, minSelections: 1 })).toBe('Choose 1 to 2')
  })
})

describe('the price of one', () => {
  it('adds what the chosen options cost', () => {
    expect(unitPrice(pizza, new Set(['large', 'egg']))).toEqual(eur(1350))
  })

  it('ignores options that the item no longer has', () => {
    expect(unitPrice(pizza, new Set(['gone']))).toEqual(eur(900))
  })
})
