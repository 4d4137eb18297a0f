import { useCallback, useEffect, useState } from 'react'

/** The id a category's section has in the page. */
export const sectionId = (categoryId: string) => `category-${categoryId}`

/**
 * Which category is being read: the last whose section has reached the upper part of the screen.
 * @returns its id, and a function that scrolls to a category
 */
export function useActiveCategory(categoryIds: readonly string[]) {
  const [activeId, setActiveId] = useState(categoryIds[0])

  useEffect(() => {
    const inSight = new Set<string>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) inSight.add(target.id)
          else inSight.delete(target.id)
        const first = categoryIds.find((id) => inSight.has(sectionId(id)))
        if (first !== undefined) setActiveId(first)
      },
      // A band below the sticky bar: what crosses it is what one reads.
      { rootMargin: '-15% 0px -70% 0px' },
    )
    for (const id of categoryIds) {
      const section = document.getElementById(sectionId(id))
      if (section) observer.observe(section)
    }
    return () => observer.disconnect()
  }, [categoryIds])

  const scrollTo = useCallback((categoryId: string) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    document.getElementById(sectionId(categoryId))?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' })
  }, [])

  return { activeId: activeId ?? categoryIds[0], scrollTo }
}
