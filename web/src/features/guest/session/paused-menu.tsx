import { useCallback, useEffect } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../../gql'
import { QueryView } from '../../../graphql/query-view'
import { Button } from '../../../ui/button'
import { MenuSkeleton, MenuView } from '../menu/menu-view'
import { useCategories } from '../menu/use-menu'
import { ClosedStrip } from './closed-strip'

const PausedRestaurant = graphql(`
  query PausedRestaurant($slug: String!) {
    restaurant(slug: $slug) {
      id
      name
      isPaused
      isAcceptingOrders
      menu {
        categories {
          id
          name
          items { id ...CatalogueItem }
        }
      }
    }
  }
`)

/** How often to look whether orders are taken again. */
const LOOK_EVERY_MS = 20_000

type PausedMenuProps = {
  slug: string
  /** Orders are taken again: sit down. */
  onOpenAgain: () => void
}

/** While the restaurant takes no orders: its menu to read, and the table as soon as it does again. */
export default function PausedMenu({ slug, onOpenAgain }: PausedMenuProps) {
  const [result, execute] = useQuery({
    query: PausedRestaurant,
    variables: { slug },
    requestPolicy: 'cache-and-network',
  })
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  const restaurant = result.data?.restaurant
  const categories = useCategories(restaurant?.menu.categories)
  const isOpen = restaurant?.isAcceptingOrders === true && !result.stale

  useEffect(() => {
    if (isOpen) onOpenAgain()
  }, [isOpen, onOpenAgain])
  useEffect(() => {
    // A phone in a pocket must not sit down where nobody sits any more.
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])

  return (
    <div className="min-h-dvh">
      <title>{restaurant ? `${restaurant.name} · No orders now` : 'No orders now · MenuMate'}</title>
      <header>
        <div className="bg-awning px-4 pt-[max(1.25rem,env(safe-area-inset-top))] pb-5 text-on-awning md:px-8">
          <h1 className="mx-auto max-w-7xl text-5xl">{restaurant?.name ?? ' '}</h1>
        </div>
        <div aria-hidden="true" className="awning-hem" />
      </header>
      <div className="mx-auto max-w-7xl px-4 pt-5 pb-12 md:px-8">
        <ClosedStrip
          isPaused={restaurant?.isPaused === true}
          action={
            <Button variant="secondary" onClick={onOpenAgain} className="text-ink">
              Try now
            </Button>
          }
        >
          Have a look at the menu. As soon as orders are taken again, your table opens by itself.
        </ClosedStrip>
        <main className="pt-2">
          <QueryView result={result} retry={refresh} skeleton={<MenuSkeleton />}>
            {() => <MenuView categories={categories} />}
          </QueryView>
        </main>
      </div>
    </div>
  )
}
