import { type RefCallback, useCallback, useState, useSyncExternalStore } from 'react'

/** Nearly all of it: what is moving, or ends between two pixels, is never there to the last bit. */
const IN_SIGHT = 0.9

/**
 * Whether an element stands where somebody could read it: inside the viewport, not scrolled away in what holds it, on
 * a page that is visible. A tab in the background and a tablet asleep show nothing. Nothing is known of what lies over
 * it, but for `coveredBelow`: so many pixels at the bottom of the viewport are covered.
 * @returns a ref for the element, and whether it is in sight
 */
export function useInSight(coveredBelow: number): [ref: RefCallback<Element>, inSight: boolean] {
  const [inView, setInView] = useState(false)
  const visible = useSyncExternalStore(onVisibility, isVisible)
  const ref = useCallback(
    (element: Element | null) => (element ? watchSight(element, coveredBelow, setInView) : undefined),
    [coveredBelow],
  )
  return [ref, inView && visible]
}

/** Tells whether the element is inside the viewport above what is covered, now and with every change. @returns stop */
export function watchSight(
  element: Element,
  coveredBelow: number,
  onChange: (inView: boolean) => void,
): () => void {
  const observer = new IntersectionObserver(
    (entries) => onChange((entries.at(-1)?.intersectionRatio ?? 0) >= IN_SIGHT),
    { threshold: IN_SIGHT, rootMargin: `0px 0px ${-coveredBelow}px 0px` },
  )
  observer.observe(element)
  return () => observer.disconnect()
}

function isVisible(): boolean {
  return document.visibilityState === 'visible'
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
