import { type SubscriptionForwarder, stringifyDocument } from '@urql/core'
import type { SubscribePayload } from 'graphql-ws'
import type { Backoff } from './backoff'
import type { ConnectionMonitor } from './connection-monitor'
import { errorReason, isFinal } from './error-codes'
import type { Socket } from './socket'

/** How many cursors back a repeated event is recognised. */
const REMEMBERED_CURSORS = 500
/** GraphQL acknowledges no subscription: one that has not failed for so long is taken to be up again. */
const QUIET_MEANS_UP_MS = 1500

/** Whether an event is the last of its feed. */
export type IsLast = (data: Record<string, unknown>) => boolean

type Options = { socket: Pick<Socket, 'subscribe'>; backoff: Backoff; monitor: ConnectionMonitor }

/**
 * Subscriptions that survive anything: a lost socket, a restarted server, a close code graphql-ws holds for fatal, an
 * internal error, a stream the server ended. Each goes on after the last cursor it passed on, so nothing is lost and
 * nothing comes twice. Only errors that trying again cannot cure (see `isFinal`) are handed to the caller.
 *
 * A subscription takes part by having a variable `after` and selecting `cursor` on its root field. One whose feed comes
 * to an end says with which event, by `isLast` in its context; that it completes says nothing, since a server that
 * stops completes them all.
 */
export function createResumableSubscriptions({ socket, backoff, monitor }: Options): SubscriptionForwarder {
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
      let attempts = 0
      let stopped = false
      let endAttempt: () => void = () => {}

      function stop() {
        stopped = true
        endAttempt()
        monitor.recovered(feed)
      }

      function pass(data: Record<string, unknown> | null) {
        const cursor = cursorOf(data)
        if (cursor !== undefined) {
          if (seen.has(cursor)) return
          remember(seen, cursor)
          variables['after'] = cursor
        }
        attempts = 0
        monitor.recovered(feed)
        const over = data !== null && isLast?.(data)
        if (over) stop()
        sink.next({ data })
        if (over) sink.complete()
      }

      function fail(errors: readonly unknown[]) {
        stop()
        sink.next({ errors: [...errors] as never[], data: null })
        sink.complete()
      }

      function start() {
        let over = false
        const upTimer = setTimeout(() => monitor.recovered(feed), QUIET_MEANS_UP_MS)
        endAttempt = () => {
          over = true
          clearTimeout(upTimer)
          unsubscribe()
        }
        const again = async () => {
          if (over || stopped) return
          endAttempt()
          monitor.stalled(feed)
          await backoff.wait(attempts++)
          if (!stopped) start()
        }
        const failed = (errors: readonly unknown[]) => {
          if (errorReason(errors) === 'UNKNOWN_DOCUMENT' && payload.query === '') {
            payload.query = stringifyDocument(query)
            void again()
          } else if (isFinal(errors)) fail(errors)
          else void again()
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
