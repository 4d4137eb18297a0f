import { graphql } from '../../../gql'
import type { CatalogueItemFragment } from '../../../gql/graphql'

export const CatalogueItem = graphql(`
  fragment CatalogueItem on MenuItem {
    id
    name
    description
    imageUrl
    isAvailable
    allergens
    price { amountMinor currency }
    optionGroups {
      id
      name
      minSelections
      maxSelections
      options {
        id
        name
        isAvailable
        priceDelta { amountMinor currency }
      }
    }
  }
`)

/** A dish as the menu, its sheet and the cart know it, with the cloth its plate stands on. */
export type Dish = CatalogueItemFragment & { cloth: string }
export type DishCategory = { id: string; name: string; dishes: readonly Dish[] }

const cloths = [
  'bg-plate-apricot',
  'bg-plate-pistachio',
  'bg-plate-blush',
  'bg-plate-butter',
  'bg-plate-mint',
  'bg-plate-lilac',
] as const

/** The cloth of the category at this place in the menu. */
export function clothOf(categoryIndex: number): string {
  return cloths[categoryIndex % cloths.length] as string
}
