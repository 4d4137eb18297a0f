import { type SubscriptionForwarder, stringifyDocument } from '@urql/core'
import type { SubscribePayload } from 'graphql-ws'
import type { Backoff } from './backoff'
import type { ConnectionMonitor } from './connection-monitor'
import { errorReason, isCursorRefused, isFinal, isOtherVersion } from './error-codes'
import type { Socket } from './socket'

/** How many cursors back a repeated event is recognised. */
const REMEMBERED_CURSORS = 500
/**
 * GraphQL acknowledges no subscription. One that failed and has not done so again for longer than the server tries at
 * all (OPERATION_TIMEOUT_MS, by default ten seconds) is taken to be up.
 */
export const QUIET_MEANS_UP_MS = 12_000

/** As the server says it where its log does not have what a cursor names. */
const LOG_IS_ANOTHER = {
  message: 'The log does not have the last event any more.',
  extensions: { code: 'CURSOR_EXPIRED' },
}

/** Whether an event is the last of its feed. */
export type IsLast = (data: Record<string, unknown>) => boolean

type Options = {
  socket: Pick<Socket, 'subscribe' | 'onOpenChange'>
  backoff: Backoff
  monitor: ConnectionMonitor
  /** The server refuses the page's documents: it is of another version. */
  onRefused?: () => void
}

/**
 * Subscriptions that survive anything: a lost socket, a restarted server, a close code graphql-ws holds for fatal, an
 * internal error, a server of another version, a stream the server ended. Each goes on after the last cursor it passed
 * on, so nothing is lost and nothing comes twice. Only errors that trying again cannot cure (see `isFinal`) are handed
 * to the caller.
 *
 * After a failure, or a lost socket, a subscription asks for its last event once more: when that comes, it is known to be
 * up, which an open socket alone is not. Where another comes in its place the log is not the one of before: its database
 * was restored, which is told as CURSOR_EXPIRED. One that has had no event yet is taken to be up with its socket, and
 * after a failure has to wait and see.
 *
 * A subscription takes part by having a variable `after` and selecting `cursor` on its root field. One whose feed comes
 * to an end says with which event, by `isLast` in its context; that it completes says nothing, since a server that
 * stops completes them all.
 */
export function createResumableSubscriptions(options: Options): SubscriptionForwarder {
  const { socket, backoff, monitor, onRefused = () => {} } = options
  return (request, { query, context }) => ({
    subscribe(sink) {
      const feed = {}
      const isLast = context['isLast'] as IsLast | undefined
      const seen = new Set<string>()
      const variables: Record<string, unknown> = { ...request.variables }
      // graphql-ws sends this very object again when it reconnects: moving `after` here is what makes it resume.
      const payload: { -readonly [Key in keyof SubscribePayload]: SubscribePayload[Key] } = {
        query: request.query ?? '',
        operationName: request.operationName,
        variables,
        extensions: request.extensions,
      }
      let last: string | undefined
      let beforeLast: unknown
      /** The last event is asked for once more, and has not come yet. */
      let isAsking = false
      let attempts = 0
      let stopped = false
      let endAttempt: () => void = () => {}

      function stop() {
        stopped = true
        endAttempt()
        monitor.recovered(feed)
      }

      /** @returns false where there is no event before to ask for */
      function askForLastAgain(): boolean {
        if (last === undefined || typeof beforeLast !== 'string') return false
        variables['after'] = beforeLast
        isAsking = true
        return true
      }

      /** The log may not reach back to where the last event could be asked for: the server says whether it has that one. */
      function askBehindLast() {
        endAttempt()
        isAsking = false
        variables['after'] = last
        start()
      }

      function pass(data: Record<string, unknown> | null) {
        const cursor = cursorOf(data)
        if (isAsking && cursor !== undefined && !seen.has(cursor)) return fail([LOG_IS_ANOTHER])
        monitor.recovered(feed)
        isAsking = false
        if (cursor !== undefined) {
          const isRepeated = seen.has(cursor)
          if (!isRepeated) {
            beforeLast = last ?? variables['after']
            last = cursor
            remember(seen, cursor)
          }
          variables['after'] = last
          if (isRepeated) return
          attempts = 0
        }
        const over = data !== null && isLast?.(data)
        if (over) stop()
        // What more is to come when it completes, urql would take for the last one once more.
        sink.next(over ? { data, hasNext: false } : { data })
        if (over) sink.complete()
      }

      function fail(errors: readonly unknown[]) {
        endAttempt()
        // Whoever is told has to say first that the feed is not live.
        sink.next({ errors: [...errors] as never[], data: null, hasNext: false })
        stop()
        sink.complete()
      }

      function start() {
        let over = false
        let upTimer: ReturnType<typeof setTimeout> | undefined
        const waitUntilUp = () => {
          clearTimeout(upTimer)
          upTimer = setTimeout(() => {
            if (isAsking) return askBehindLast()
            attempts = 0
            monitor.recovered(feed)
          }, QUIET_MEANS_UP_MS)
        }
        const unwatch = socket.onOpenChange((isOpen) => {
          clearTimeout(upTimer)
          if (isOpen) waitUntilUp()
          else if (askForLastAgain()) monitor.stalled(feed)
        })
        endAttempt = () => {
          over = true
          clearTimeout(upTimer)
          unwatch()
          unsubscribe()
        }
        const again = async () => {
          if (over || stopped) return
          endAttempt()
          monitor.stalled(feed)
          askForLastAgain()
          await backoff.wait(attempts++)
          if (!stopped) start()
        }
        const failed = (errors: readonly unknown[]) => {
          if (isAsking && isCursorRefused(errors)) return askBehindLast()
          if (isFinal(errors)) return fail(errors)
          if (isOtherVersion(errors)) {
            const reason = errorReason(errors)
            if (reason === 'DOCUMENT_REFUSED') onRefused()
            // Not every server knows the hash, and not everybody may send the text.
            payload.query = reason === 'UNKNOWN_DOCUMENT' ? stringifyDocument(query) : (request.query ?? '')
          }
          void again()
        }
        const unsubscribe = socket.subscribe<Record<string, unknown>>(payload, {
          next(result) {
            if (over) return
            if (!result.errors?.length) pass(result.data ?? null)
            else failed(result.errors)
          },
          error(error) {
            if (over) return
            if (Array.isArray(error)) failed(error)
            else void again()
          },
          complete: () => void again(),
        })
      }

      start()
      return { unsubscribe: stop }
    },
  })
}

function cursorOf(data: Record<string, unknown> | null): string | undefined {
  const event = data && Object.values(data)[0]
  const cursor = typeof event === 'object' && event !== null && 'cursor' in event ? event.cursor : undefined
  return typeof cursor === 'string' ? cursor : undefined
}

function remember(seen: Set<string>, cursor: string) {
  seen.add(cursor)
  if (seen.size <= REMEMBERED_CURSORS) return
  const [oldest] = seen
  if (oldest !== undefined) seen.delete(oldest)
}
