import { setTimeout as delay } from 'node:timers/promises'
import type { SocketTransport } from './client.ts'

/** As short as a client may wait that wants to be back soon, with jitter. */
const BACK_WITHIN_MS = 50

/** A listener that comes back with its cursor whatever ends it, as the web app does. */
export interface ResumingListener {
  /** The ids of the events it was given, as they came. */
  readonly ids: readonly string[]
  /** How often it had to come back. */
  resumed(): number
  stop(): void
}

/**
 * Listens over a socket, to a subscription with a variable `after` whose events have `id` and `cursor`.
 * @param onEvent is told of each event as it comes
 */
export function listenResuming(
  socket: Pick<SocketTransport, 'client'>,
  subscription: { query: string; variables: { after: string } & Record<string, unknown> },
  onEvent: (event: Record<string, unknown>) => void = () => {},
): ResumingListener {
  const { query } = subscription
  const variables = { ...subscription.variables }
  const ids: string[] = []
  let stopped = false
  let unsubscribe = () => {}
  let attempts = 0

  async function listen(): Promise<void> {
    while (!stopped) {
      attempts += 1
      await new Promise<void>((resolve) => {
        const end = () => resolve()
        unsubscribe = socket.client.subscribe<Record<string, { id: string; cursor: string }>>(
          { query, variables: { ...variables } },
          {
            next({ data }) {
              const event = data && Object.values(data)[0]
              if (!event) return
              ids.push(event.id)
              variables.after = event.cursor
              onEvent(event)
            },
            error: end,
            complete: end,
          },
        )
      })
      await delay(BACK_WITHIN_MS * (0.5 + Math.random() / 2))
    }
  }
  void listen()

  return {
    ids,
    resumed: () => attempts - 1,
    stop() {
      stopped = true
      unsubscribe()
    },
  }
}
