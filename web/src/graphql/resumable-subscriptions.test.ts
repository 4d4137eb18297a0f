import type { SubscribePayload } from 'graphql-ws'
import { describe, expect, it, vi } from 'vitest'
import { createConnectionMonitor } from './connection-monitor'
import { createResumableSubscriptions, type IsLast } from './resumable-subscriptions'

type Sink = {
  next: (result: { data?: Record<string, unknown> | null; errors?: never[] }) => void
  error: (error: unknown) => void
  complete: () => void
}

/** A socket in the test's hands: what was subscribed, and the sinks to answer on. */
function setUp(context: { isLast?: IsLast } = {}) {
  const attempts: { payload: SubscribePayload; sink: Sink; dispose: ReturnType<typeof vi.fn> }[] = []
  const monitor = createConnectionMonitor()
  monitor.connected()
  const waits: number[] = []
  const forward = createResumableSubscriptions({
    monitor,
    backoff: {
      wake: () => {},
      wait: async (attempt) => {
        waits.push(attempt)
      },
    },
    socket: {
      subscribe: (payload, sink) => {
        const attempt = { payload: structuredClone(payload), sink: sink as unknown as Sink, dispose: vi.fn() }
        attempts.push(attempt)
        // graphql-ws holds on to the object itself and sends it again when it reconnects.
        Object.defineProperty(attempt, 'live', { value: payload })
        return attempt.dispose
      },
    },
  })
  const received: unknown[] = []
  const completed = vi.fn()
  const subscription = forward(
    { query: 'subscription Feed', variables: { restaurantId: 'r', after: 'c0' } } as never,
    { context } as never,
  ).subscribe({ next: (result) => received.push(result), error: () => {}, complete: completed })
  const attempt = (index: number) => {
    const found = attempts[index]
    if (!found) throw new Error(`There was no attempt ${index}`)
    return found
  }
  const livePayload = () => (attempt(0) as unknown as { live: SubscribePayload }).live
  return { attempts, attempt, livePayload, monitor, received, completed, subscription, waits }
}

const event = (cursor: string) => ({ data: { restaurantEvents: { cursor } } })
const failure = (code: string) => ({ errors: [{ message: code, extensions: { code } }] as never[] })

describe('a resumable subscription', () => {
  it('starts after the cursor of the snapshot', () => {
    const { attempt } = setUp()
    expect(attempt(0).payload.variables).toEqual({ restaurantId: 'r', after: 'c0' })
  })

  it('moves the cursor in the very payload that is sent again on a reconnect', () => {
    const { attempt, livePayload } = setUp()
    attempt(0).sink.next(event('c1'))
    attempt(0).sink.next(event('c2'))
    expect(livePayload().variables).toEqual({ restaurantId: 'r', after: 'c2' })
  })

  it('passes each event once, in order, even if it comes twice', () => {
    const { attempt, received } = setUp()
    for (const cursor of ['c1', 'c2', 'c2', 'c1', 'c3']) attempt(0).sink.next(event(cursor))
    expect(received).toEqual([event('c1'), event('c2'), event('c3')])
  })

  it.each([
    ['a close code that graphql-ws holds for fatal', (sink: Sink) => sink.error({ code: 4500, reason: '' })],
    ['an internal error of the server', (sink: Sink) => sink.next(failure('INTERNAL_SERVER_ERROR'))],
    ['a rate limit', (sink: Sink) => sink.error([{ extensions: { code: 'RATE_LIMITED' } }])],
    ['an end that nobody asked for', (sink: Sink) => sink.complete()],
  ])('goes on from its last event after %s', async (_name, break_) => {
    const { attempt, attempts, received } = setUp()
    attempt(0).sink.next(event('c1'))
    break_(attempt(0).sink)
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    expect(attempt(1).payload.variables).toEqual({ restaurantId: 'r', after: 'c1' })
    attempt(1).sink.next(event('c2'))
    expect(received).toEqual([event('c1'), event('c2')])
  })

  it('is over with the event that is its feed’s last, and counts as live', async () => {
    const isLast = (data: Record<string, unknown>) => JSON.stringify(data).includes('c2')
    const { attempt, attempts, received, completed, monitor, waits } = setUp({ isLast })
    attempt(0).sink.next(event('c1'))
    expect(completed).not.toHaveBeenCalled()
    attempt(0).sink.next(event('c2'))
    attempt(0).sink.complete()
    expect(received).toEqual([event('c1'), event('c2')])
    expect(completed).toHaveBeenCalledOnce()
    expect(monitor.get().status).toBe('live')
    expect([attempts.length, waits]).toEqual([1, []])
  })

  it('waits longer with each failure in a row, and starts afresh after an event', async () => {
    const { attempt, attempts, waits } = setUp()
    attempt(0).sink.complete()
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    attempt(1).sink.complete()
    await vi.waitFor(() => expect(attempts).toHaveLength(3))
    attempt(2).sink.next(event('c1'))
    attempt(2).sink.complete()
    await vi.waitFor(() => expect(attempts).toHaveLength(4))
    expect(waits).toEqual([0, 1, 0])
  })

  it('does not count as live while it fails', async () => {
    const { attempt, attempts, monitor } = setUp()
    attempt(0).sink.complete()
    expect(monitor.get().status).toBe('connecting')
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    attempt(1).sink.next(event('c1'))
    expect(monitor.get().status).toBe('live')
  })

  it.each(['CURSOR_EXPIRED', 'INVALID_CURSOR', 'NOT_FOUND', 'UNAUTHENTICATED', 'FORBIDDEN'])(
    'hands on %s, which trying again cannot cure, and ends',
    (code) => {
      const { attempt, attempts, received, completed } = setUp()
      attempt(0).sink.next(failure(code))
      attempt(0).sink.complete()
      expect(received).toEqual([{ ...failure(code), data: null }])
      expect(completed).toHaveBeenCalledOnce()
      expect(attempts).toHaveLength(1)
    },
  )

  it('stops for good when it is unsubscribed, also between two attempts', async () => {
    const { attempt, attempts, subscription, waits } = setUp()
    attempt(0).sink.complete()
    subscription.unsubscribe()
    await vi.waitFor(() => expect(waits).toHaveLength(1))
    await Promise.resolve()
    expect(attempts).toHaveLength(1)
    expect(attempt(0).dispose).toHaveBeenCalled()
  })
})
