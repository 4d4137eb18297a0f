import { useEffect, useRef, useState } from 'react'
import { type TypedDocumentNode, useClient } from 'urql'
import { connectionMonitor } from './client'
import { errorCode, isCursorRefused, isDenied } from './error-codes'

type FeedVariables = { after?: string | null | undefined }

type FeedOptions<Data, Variables extends FeedVariables> = {
  /** A subscription with a variable `after`, selecting `cursor` on its root field. */
  document: TypedDocumentNode<Data, Variables>
  /** Everything but `after`. */
  variables: Omit<Variables, 'after'>
  /** The cursor of the loaded snapshot. While it is absent the feed waits. */
  cursor: string | null | undefined
  /** Whether an event is the last that there will be. */
  isLast?: (data: Data) => boolean
  /** Each event once, in order, after the cache has taken it in. */
  onEvent?: (data: Data) => void
  /** Loads the snapshot from the network; resolves to its cursor, or null if that failed. */
  reload: () => Promise<string | null | undefined>
  /** The viewer may not see this feed, or no longer; it has ended. */
  onDenied?: (code: string) => void
}

/**
 * Keeps a loaded snapshot live: subscribes from its cursor, resumes by itself whatever happens to the connection, and
 * when the log no longer covers where it stood, reloads the snapshot and goes on from there. Until that has worked the
 * page does not count as live.
 *
 * Only the cursor it starts from matters; that the snapshot's cursor moves on with each event does not restart it.
 * Event documents must select the fragments that the page shows, or a new order would be a hole in the cached snapshot.
 */
export function useFeed<Data, Variables extends FeedVariables>(options: FeedOptions<Data, Variables>): void {
  const client = useClient()
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })

  const { document } = options
  const [restarts, setRestarts] = useState(0)
  const waiting = options.cursor == null
  const variablesKey = JSON.stringify(options.variables)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `restarts` and `variablesKey` are what restarts it
  useEffect(() => {
    if (waiting) return
    const feed = {}
    let active = true
    let retryTimer: ReturnType<typeof setTimeout> | undefined

    async function reload() {
      connectionMonitor.stalled(feed)
      const cursor = await latest.current.reload()
      if (!active) return
      // The snapshot is in `options.cursor` by the time the effect runs again.
      if (cursor) setRestarts((count) => count + 1)
      else retryTimer = setTimeout(reload, 3000)
    }

    const variables = { ...latest.current.variables, after: latest.current.cursor } as Variables
    const isLast = (data: Data) => latest.current.isLast?.(data) ?? false
    const subscription = client.subscription(document, variables, { isLast }).subscribe((result) => {
      const errors = result.error?.graphQLErrors
      if (isCursorRefused(errors)) void reload()
      else if (isDenied(errors)) latest.current.onDenied?.(errorCode(errors) ?? '')
      else if (result.data) latest.current.onEvent?.(result.data)
    })
    return () => {
      active = false
      clearTimeout(retryTimer)
      connectionMonitor.recovered(feed)
      subscription.unsubscribe()
    }
  }, [client, document, variablesKey, waiting, restarts])
}
