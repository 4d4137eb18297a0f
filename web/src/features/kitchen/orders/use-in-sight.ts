import { type RefCallback, useCallback, useState, useSyncExternalStore } from 'react'

/** Nearly all of it: what is moving, or ends between two pixels, is never there to the last bit. */
const IN_SIGHT = 0.9

/**
 * Whether an element stands where somebody could read it: inside the viewport, not scrolled away in what holds it, on
 * a page that is visible. A tab in the background and a tablet asleep show nothing.
 * @returns a ref for the element, and whether it is in sight
 */
export function useInSight(): [ref: RefCallback<Element>, inSight: boolean] {
  const [inView, setInView] = useState(false)
  const visible = useSyncExternalStore(onVisibility, isVisible)
  const ref = useCallback((element: Element | null) => {
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => setInView((entries.at(-1)?.intersectionRatio ?? 0) >= IN_SIGHT),
      { threshold: IN_SIGHT },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, inView && visible]
}

function isVisible(): boolean {
  return document.visibilityState === 'visible'
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
