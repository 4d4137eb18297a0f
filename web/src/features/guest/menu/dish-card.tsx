import { Plus } from 'lucide-react'
import { Badge } from '../../../ui/badge'
import { IconButton } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import { Money } from '../../../ui/money'
import type { Dish } from './catalogue'
import { DishPicture } from './dish-picture'
import { isOrderable } from './option-rules'

type DishCardProps = {
  dish: Dish
  /** Without it the card can only be read. */
  ordering:
    | {
        /** How many are in the cart. */
        inCart: number
        onOpen: (dish: Dish) => void
        /** Adds one without asking; only offered where there is nothing to choose. */
        onQuickAdd: (dish: Dish) => void
      }
    | undefined
}

/** A dish on the menu. The whole card opens it; the plus adds it at once, or opens it where there is a choice to make. */
export function DishCard({ dish, ordering }: DishCardProps) {
  const orderable = isOrderable(dish)
  const hasChoices = dish.optionGroups.length > 0
  return (
    <article
      data-dish={dish.name}
      className={classNames(
        'relative flex items-stretch gap-4 overflow-hidden rounded-card bg-surface shadow-card',
        'transition-transform duration-200 has-[h3_button:active]:scale-[0.985]',
        // Around all of it: inside, the picture would cover a part.
        'outline-offset-2 outline-focus has-[h3_button:focus-visible]:outline-3',
      )}
    >
      <div className="flex min-w-0 flex-1 flex-col py-4 pl-5">
        <h3 className="text-xl">
          <button
            type="button"
            disabled={!orderable || !ordering}
            onClick={() => ordering?.onOpen(dish)}
            className={classNames(
              'text-left after:absolute after:inset-0 after:rounded-card focus-visible:outline-none',
              !orderable && 'text-ink-soft line-through decoration-2',
            )}
          >
            {dish.name}
          </button>
        </h3>
        {dish.description && (
          <p className={classNames('mt-1 text-[0.95rem] text-ink-soft', ordering && 'line-clamp-2')}>
            {dish.description}
          </p>
        )}
        <div className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 pt-2.5">
          {orderable ? (
            <Money value={dish.price} className="font-display text-lg font-bold" />
          ) : (
            <Badge tone="cancelled">Sold out</Badge>
          )}
          {dish.allergens.length > 0 && (
            <span className="text-sm text-ink-soft">
              <span className="sr-only">Contains </span>
              {dish.allergens.map((allergen) => allergen.toLowerCase()).join(' · ')}
            </span>
          )}
        </div>
      </div>
      <div className="relative w-32 shrink-0 sm:w-36">
        <DishPicture
          imageUrl={dish.imageUrl}
          cloth={dish.cloth}
          dimmed={!orderable}
          className="size-full min-h-34"
        />
        {orderable && ordering && (
          <IconButton
            label={addLabel(dish, ordering.inCart)}
            variant="primary"
            onClick={() => (hasChoices ? ordering.onOpen(dish) : ordering.onQuickAdd(dish))}
            className="absolute right-2 bottom-2 shadow-lift"
          >
            {ordering.inCart > 0 ? (
              <span className="font-display text-lg font-extrabold">{ordering.inCart}</span>
            ) : (
              <Plus aria-hidden="true" className="size-6" strokeWidth={2.75} />
            )}
          </IconButton>
        )}
      </div>
    </article>
  )
}

function addLabel(dish: Dish, inCart: number): string {
  const add = dish.optionGroups.length > 0 ? `Choose options for ${dish.name}` : `Add ${dish.name}`
  return inCart > 0 ? `${add} (${inCart} in your order)` : add
}
