/** The fourteen allergens that EU Regulation 1169/2011, annex II, makes a restaurant name, in short words. */
export const allergens = [
  'gluten',
  'crustaceans',
  'egg',
  'fish',
  'peanuts',
  'soy',
  'milk',
  'nuts',
  'celery',
  'mustard',
  'sesame',
  'sulphites',
  'lupin',
  'molluscs',
] as const

type Allergen = (typeof allergens)[number]

/** Money is in the minor unit of the restaurant's currency: cents for EUR, whole yen for JPY. */
type DemoOption = { name: string; priceDeltaMinor: number; isAvailable: boolean }

type DemoOptionGroup = {
  name: string
  minSelections: number
  maxSelections: number
  options: readonly DemoOption[]
}

export type DemoItem = {
  name: string
  description: string
  priceMinor: number
  /** A file in web/public/images/dishes, without `.webp`; named for what it shows, not for the dish. */
  picture: string
  /** Of the dish and of all that its options can add: nobody is to be told less than they may be served. */
  allergens: readonly Allergen[]
  /** Absent: it is. */
  isAvailable?: boolean
  optionGroups?: readonly DemoOptionGroup[]
}

export type DemoCategory = {
  name: string
  /** Hundredths of a percent: 700 is 7 %. */
  taxRateBasisPoints: number
  items: readonly DemoItem[]
}

type DemoStaffMember = {
  name: string
  email: string
  role: 'OWNER' | 'MANAGER' | 'KITCHEN' | 'SERVER'
}

/** A whole restaurant as the seed writes it. Lists stand in the order in which people see them. */
export type DemoRestaurant = {
  slug: string
  name: string
  currency: string
  timeZone: string
  tables: readonly { label: string; code: string }[]
  staff: readonly DemoStaffMember[]
  categories: readonly DemoCategory[]
}

/** A choice that costs `priceDeltaMinor` more than the dish (less, when negative). */
export function option(name: string, priceDeltaMinor = 0): DemoOption {
  return { name, priceDeltaMinor, isAvailable: true }
}

/** A choice that the kitchen has run out of. */
export function soldOutOption(name: string, priceDeltaMinor = 0): DemoOption {
  return { name, priceDeltaMinor, isAvailable: false }
}

/** The guest has to take exactly one of these. */
export function chooseOne(name: string, options: readonly DemoOption[]): DemoOptionGroup {
  return { name, minSelections: 1, maxSelections: 1, options }
}

/** The guest may take some of these, or none. */
export function chooseUpTo(
  maxSelections: number,
  name: string,
  options: readonly DemoOption[],
): DemoOptionGroup {
  return { name, minSelections: 0, maxSelections, options }
}
