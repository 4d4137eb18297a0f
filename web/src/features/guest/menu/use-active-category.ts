import { useCallback, useEffect, useState } from 'react'

/** The id a category's section has in the page. */
export const sectionId = (categoryId: string) => `category-${categoryId}`

/** How far down the screen one reads, as a part of its height. */
const READING_LINE = 0.3

/**
 * Which category is being read: the last whose section has reached the upper part of the screen.
 * @returns its id, and a function that scrolls to a category
 */
export function useActiveCategory(categoryIds: readonly string[]) {
  const [activeId, setActiveId] = useState(categoryIds[0])

  useEffect(() => {
    const sections = categoryIds.flatMap((id) => document.getElementById(sectionId(id)) ?? [])
    const observer = new IntersectionObserver(
      () => {
        const line = innerHeight * READING_LINE
        const reached = sections.findLastIndex((section) => section.getBoundingClientRect().top < line)
        setActiveId(categoryIds[Math.max(0, reached)])
      },
      // Everything above the line: tells whenever a section's edge crosses it.
      { rootMargin: `0px 0px -${100 - READING_LINE * 100}% 0px` },
    )
    for (const section of sections) observer.observe(section)
    return () => observer.disconnect()
  }, [categoryIds])

  const scrollTo = useCallback((categoryId: string) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    document.getElementById(sectionId(categoryId))?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' })
  }, [])

  return { activeId: activeId ?? categoryIds[0], scrollTo }
}
