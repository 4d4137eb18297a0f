import { useSyncExternalStore } from 'react'

const wide = '(min-width: 64rem)'

/** Whether two devices fit side by side. Decides in code rather than CSS: a hidden iframe would still load and run. */
export function useWideScreen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(wide)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(wide).matches,
  )
}
