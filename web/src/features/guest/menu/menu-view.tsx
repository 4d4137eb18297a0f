import { useMemo } from 'react'
import { EmptyState } from '../../../ui/empty-state'
import { Skeleton } from '../../../ui/skeleton'
import type { Dish, DishCategory } from './catalogue'
import { CategoryBar } from './category-bar'
import { DishCard } from './dish-card'
import { sectionId, useActiveCategory } from './use-active-category'

type MenuViewProps = {
  categories: readonly DishCategory[]
  /** Without it the menu can only be read. */
  ordering?: {
    /** How many of each dish are in the cart, by its id. */
    inCart: ReadonlyMap<string, number>
    onOpen: (dish: Dish) => void
    onQuickAdd: (dish: Dish) => void
  }
}

/** The whole menu, category by category. */
export function MenuView({ categories, ordering }: MenuViewProps) {
  const served = useMemo(() => categories.filter((category) => category.dishes.length > 0), [categories])
  const ids = useMemo(() => served.map((category) => category.id), [served])
  const { activeId, scrollTo } = useActiveCategory(ids)

  if (served.length === 0)
    return (
      <EmptyState title="The menu is still being written">
        Please ask the staff what there is today.
      </EmptyState>
    )

  return (
    <>
      <CategoryBar categories={served} activeId={activeId} onChoose={scrollTo} />
      {served.map((category) => (
        <section
          key={category.id}
          id={sectionId(category.id)}
          aria-labelledby={`${sectionId(category.id)}-name`}
          className="scroll-mt-18 pt-7"
        >
          <h2 id={`${sectionId(category.id)}-name`} className="text-3xl">
            {category.name}
          </h2>
          <div className="mt-4 grid gap-3.5 xl:grid-cols-2">
            {category.dishes.map((dish) => (
              <DishCard
                key={dish.id}
                dish={dish}
                ordering={ordering && { ...ordering, inCart: ordering.inCart.get(dish.id) ?? 0 }}
              />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

/** The shape of the menu while it loads. */
export function MenuSkeleton() {
  return (
    <div aria-busy="true" className="space-y-3.5">
      <div className="flex gap-2 py-2.5">
        {['w-24', 'w-32', 'w-20', 'w-28'].map((width) => (
          <Skeleton key={width} className={`h-12 rounded-full ${width}`} />
        ))}
      </div>
      <Skeleton className="mt-8 h-9 w-40" />
      <Skeleton className="h-34 rounded-card" />
      <Skeleton className="h-34 rounded-card" />
      <Skeleton className="h-34 rounded-card" />
    </div>
  )
}
