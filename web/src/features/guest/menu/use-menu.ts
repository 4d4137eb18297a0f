import { useCallback, useMemo } from 'react'
import { useQuery } from 'urql'
import { type FragmentType, graphql, readFragment } from '../../../gql'
import { useRefreshWhileSeen } from '../../../graphql/refresh-while-seen'
import { CatalogueItem, clothOf, type Dish, type DishCategory } from './catalogue'

export const GuestMenu = graphql(`
  query GuestMenu($sessionToken: String!) {
    tableSession(sessionToken: $sessionToken) {
      id
      restaurant {
        id
        isAcceptingOrders
        isPaused
        menu {
          categories {
            id
            name
            items { id ...CatalogueItem }
          }
        }
      }
    }
  }
`)

/** A guest's feed carries no menu changes: what sold out meanwhile shows within this time, or when ordering it. */
const REFRESH_EVERY_MS = 45_000

/** The menu as it is served now, refreshed while it is looked at. */
export function useMenu(sessionToken: string) {
  const [result, execute] = useQuery({ query: GuestMenu, variables: { sessionToken } })
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])

  useRefreshWhileSeen(refresh, REFRESH_EVERY_MS)

  const restaurant = result.data?.tableSession?.restaurant
  const categories = useCategories(restaurant?.menu.categories)
  const dishes = useMemo<ReadonlyMap<string, Dish>>(
    () => new Map(categories.flatMap((category) => category.dishes.map((dish) => [dish.id, dish]))),
    [categories],
  )

  return { result, refresh, restaurant, categories, dishes }
}

type LoadedCategory = { id: string; name: string; items: readonly FragmentType<typeof CatalogueItem>[] }

/** The menu's categories as the page shows them; none while it loads. */
export function useCategories(categories: readonly LoadedCategory[] | undefined): DishCategory[] {
  return useMemo(
    () =>
      (categories ?? []).map(({ id, name, items }, index) => ({
        id,
        name,
        dishes: readFragment(CatalogueItem, items).map((item) => ({ ...item, cloth: clothOf(index) })),
      })),
    [categories],
  )
}
