import { useEffect, useRef, useState } from 'react'
import { type TypedDocumentNode, useClient } from 'urql'
import { connectionMonitor } from './client'
import { errorCode, isCursorRefused, isDenied } from './error-codes'
import { QUIET_MEANS_UP_MS } from './resumable-subscriptions'

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
  /** The viewer may not see this feed, or no longer; it has ended. Without it, the snapshot is asked what that means. */
  onDenied?: (code: string) => void
}

/** Between one start of a feed and the next, also where each ends as soon as it has begun. */
const RESTART_AFTER_MS = 3000
/** Where the server does not understand what is asked: until it is of another version. */
const ASK_AGAIN_AFTER_MS = 20_000

/**
 * Keeps a loaded snapshot live: subscribes from its cursor, resumes by itself whatever happens to the connection, and
 * when the log no longer covers where it stood, reloads the snapshot and goes on from there. Until that has worked the
 * page does not count as live; nor does it where the feed has ended for any other reason.
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

  // Outlives its restarts: what is not live stays so until the new feed is known to be up.
  const [feed] = useState(() => ({ isDoubtful: false }))
  useEffect(() => () => connectionMonitor.recovered(feed), [feed])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `restarts` and `variablesKey` are what restarts it
  useEffect(() => {
    if (waiting) return
    const startedAt = Date.now()
    let active = true
    let restarting = false
    let timer: ReturnType<typeof setTimeout> | undefined

    function isUp() {
      feed.isDoubtful = false
      connectionMonitor.recovered(feed)
    }

    function restart() {
      restarting = true
      setRestarts((count) => count + 1)
    }

    async function reload() {
      const cursor = await latest.current.reload()
      if (!active) return
      const wait = Math.max(0, startedAt + RESTART_AFTER_MS - Date.now())
      // The snapshot is in `options.cursor` by the time the effect runs again.
      timer = cursor ? setTimeout(restart, wait) : setTimeout(reload, RESTART_AFTER_MS)
    }

    function end(errors: readonly unknown[]) {
      clearTimeout(timer)
      connectionMonitor.stalled(feed)
      const { onDenied } = latest.current
      feed.isDoubtful = !isCursorRefused(errors)
      if (isDenied(errors) && onDenied) onDenied(errorCode(errors) ?? '')
      else if (isDenied(errors) || isCursorRefused(errors)) void reload()
      else timer = setTimeout(reload, ASK_AGAIN_AFTER_MS)
    }

    if (feed.isDoubtful) timer = setTimeout(isUp, QUIET_MEANS_UP_MS)
    else isUp()
    const variables = { ...latest.current.variables, after: latest.current.cursor } as Variables
    const isLast = (data: Data) => latest.current.isLast?.(data) ?? false
    const subscription = client.subscription(document, variables, { isLast }).subscribe((result) => {
      if (result.error) return end(result.error.graphQLErrors)
      if (feed.isDoubtful) isUp()
      if (result.data) latest.current.onEvent?.(result.data)
    })
    return () => {
      active = false
      clearTimeout(timer)
      if (!restarting) isUp()
      subscription.unsubscribe()
    }
  }, [client, document, variablesKey, waiting, restarts])
}
