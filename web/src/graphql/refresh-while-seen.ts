import { useEffect } from 'react'

/**
 * Loads something again every so often while the page is in sight, and at once when it comes back into sight.
 * @returns what ends it
 */
export function refreshWhileSeen(refresh: () => void, everyMs: number): () => void {
  const refreshIfSeen = () => {
    if (document.visibilityState === 'visible') refresh()
  }
  const timer = setInterval(refreshIfSeen, everyMs)
  document.addEventListener('visibilitychange', refreshIfSeen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', refreshIfSeen)
  }
}

/** The same for as long as a component stands. @param refresh of a stable identity */
export function useRefreshWhileSeen(refresh: () => void, everyMs: number): void {
  useEffect(() => refreshWhileSeen(refresh, everyMs), [refresh, everyMs])
}
