import { type ReactNode, useEffect, useRef } from 'react'
import type { CombinedError } from 'urql'
import { ErrorState } from '../ui/error-state'
import { backoffDelay } from './backoff'
import { isDenied, retryAfter } from './error-codes'

const KEEP_TRYING =
  'That was us, not you. We keep trying, and carry on by ourselves; if it stays like this, tell the staff.'

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
 * tries again by itself for ever, unless the viewer may not see it: nobody stands at a screen in a kitchen to tap. Data
 * once shown stays (the connection badge says how old).
 */
export function QueryView<Data>({ result, retry, skeleton, advice, children }: QueryViewProps<Data>) {
  // An error in a field that cannot be null makes the whole answer null.
  const data = result.data ?? undefined
  const failed = data === undefined && result.error !== undefined
  const offline = failed && result.error?.networkError !== undefined
  const mayPass = failed && !isDenied(result.error?.graphQLErrors)
  useRetryAfter(mayPass ? result.error : undefined, retry, retryAfter(result.error?.graphQLErrors))
  if (data !== undefined) return children(data)
  if (failed) {
    return (
      <div className="grid min-h-[70dvh] place-items-center">
        <ErrorState offline={offline} onRetry={retry}>
          {offline ? undefined : (advice ?? (mayPass ? KEEP_TRYING : undefined))}
        </ErrorState>
      </div>
    )
  }
  return skeleton
}

/**
 * Calls `retry` some seconds after each failure, later with each in a row, and at once when the network returns.
 * @param failure another object for each failure; undefined when there is none
 * @param atLeastSeconds what the server asks to wait
 */
export function useRetryAfter(failure: object | undefined, retry: () => void, atLeastSeconds = 0): void {
  const failures = useRef(0)
  useEffect(() => {
    if (!failure) {
      failures.current = 0
      return
    }
    const delay = backoffDelay(failures.current++, { firstMs: 2000, capMs: 15_000 })
    const timer = setTimeout(retry, Math.max(delay, atLeastSeconds * 1000))
    addEventListener('online', retry)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', retry)
    }
  }, [failure, retry, atLeastSeconds])
}
