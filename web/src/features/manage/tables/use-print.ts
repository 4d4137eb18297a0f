import { useCallback, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Prints the page, or the one thing on it that has an id. `printing` is that id while it is printed. */
export function usePrint() {
  const [printing, setPrinting] = useState<string | null>(null)

  useEffect(() => {
    const done = () => setPrinting(null)
    addEventListener('afterprint', done)
    return () => removeEventListener('afterprint', done)
  }, [])

  const print = useCallback((id: string | null) => {
    // print() shows the page as it is at that moment.
    flushSync(() => setPrinting(id))
    window.print()
  }, [])
  return { printing, print }
}
