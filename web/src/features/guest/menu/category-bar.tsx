import { useEffect, useRef } from 'react'
import { classNames } from '../../../ui/class-names'
import type { DishCategory } from './catalogue'

type CategoryBarProps = {
  categories: readonly DishCategory[]
  activeId: string | undefined
  onChoose: (categoryId: string) => void
}

/** The menu's categories, sticky above it; follows the scroll and keeps the current one in sight. */
export function CategoryBar({ categories, activeId, onChoose }: CategoryBarProps) {
  const list = useRef<HTMLUListElement>(null)

  useEffect(() => {
    const item = list.current?.querySelector<HTMLElement>(`[data-category="${CSS.escape(activeId ?? '')}"]`)
    // Not scrollIntoView: that would move the page, too.
    if (item) list.current?.scrollTo({ left: item.offsetLeft - 16, behavior: 'smooth' })
  }, [activeId])

  return (
    <nav
      aria-label="Menu categories"
      className="sticky top-0 z-20 -mx-4 border-b border-line bg-canvas/90 backdrop-blur-md md:mx-0"
    >
      <ul
        ref={list}
        // Fades out to the right, so that half a word does not look like a fault; the last one scrolls clear of it.
        className="scrollbar-none relative flex gap-1.5 overflow-x-auto py-2.5 pr-12 pl-4 [mask-image:linear-gradient(to_right,black_calc(100%-3rem),transparent)] md:pl-0"
      >
        {categories.map((category) => (
          <li key={category.id} data-category={category.id} className="shrink-0">
            <button
              type="button"
              aria-current={category.id === activeId ? 'true' : undefined}
              onClick={() => onChoose(category.id)}
              className={classNames(
                'min-h-12 rounded-full px-4.5 font-semibold whitespace-nowrap transition-colors duration-200',
                category.id === activeId ? 'bg-ink text-canvas' : 'text-ink-soft hover:bg-sunken',
              )}
            >
              {category.name}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}
