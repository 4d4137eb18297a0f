import { type ReactNode, useEffect } from 'react'
import type { CombinedError } from 'urql'
import { ErrorState } from '../ui/error-state'

type QueryViewProps<Data> = {
  /** What `useQuery` returned first. */
  result: { data?: Data | null | undefined; error?: CombinedError | undefined }
  /** Asks the network again. */
  retry: () => void
  /** Shown until there is data; shaped like it, so that nothing jumps. */
  skeleton: ReactNode
  /** What to do about a failure of ours, where the usual advice (tell the staff) does not fit. */
  advice?: string
  children: (data: Data) => ReactNode
}

/**
 * Loading, failed and offline, the same everywhere: the skeleton, then the data; without data an explanation, which
 * tries again by itself as long as the network is what failed. Data once shown stays (the connection badge says how old).
 */
export function QueryView<Data>({ result, retry, skeleton, advice, children }: QueryViewProps<Data>) {
  // An error in a field that cannot be null makes the whole answer null.
  const data = result.data ?? undefined
  const failed = data === undefined && result.error !== undefined
  const offline = failed && result.error?.networkError !== undefined
  useRetryWhile(offline, retry)
  if (data !== undefined) return children(data)
  if (failed) {
    return (
      <div className="grid min-h-[70dvh] place-items-center">
        <ErrorState offline={offline} onRetry={retry}>
          {offline ? undefined : advice}
        </ErrorState>
      </div>
    )
  }
  return skeleton
}

/** Calls `retry` every few seconds, and at once when the network returns, as long as `failing`. */
export function useRetryWhile(failing: boolean, retry: () => void): void {
  useEffect(() => {
    if (!failing) return
    const timer = setInterval(retry, 4000)
    addEventListener('online', retry)
    return () => {
      clearInterval(timer)
      removeEventListener('online', retry)
    }
  }, [failing, retry])
}
