import { parse } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createConnectionMonitor } from './connection-monitor'
import { createResumableSubscriptions, type IsLast, QUIET_MEANS_UP_MS } from './resumable-subscriptions'

type Sink = {
  next: (result: { data?: Record<string, unknown> | null; errors?: never[] }) => void
  error: (error: unknown) => void
  complete: () => void
}

/** A socket in the test's hands: what was subscribed, and the sinks to answer on. */
function setUp({ query = 'subscription Feed', isLast }: { query?: string; isLast?: IsLast } = {}) {
  const attempts: { payload: SubscribePayload; sink: Sink; dispose: ReturnType<typeof vi.fn> }[] = []
  const monitor = createConnectionMonitor()
  monitor.connected()
  const waits: number[] = []
  const refused = vi.fn()
  const openListeners = new Set<(isOpen: boolean) => void>()
  const forward = createResumableSubscriptions({
    monitor,
    onRefused: refused,
    backoff: {
      wake: () => {},
      wait: async (attempt) => {
        waits.push(attempt)
      },
    },
    socket: {
      onOpenChange: (listener) => {
        openListeners.add(listener)
        listener(true)
        return () => openListeners.delete(listener)
      },
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
  const onNext = vi.fn()
  const subscription = forward(
    { query, variables: { restaurantId: 'r', after: 'c0' } } as never,
    { query: parse('subscription Feed { feed }'), context: { isLast } } as never,
  ).subscribe({ next: (result) => onNext(received.push(result)), error: () => {}, complete: completed })
  const attempt = (index: number) => {
    const found = attempts[index]
    if (!found) throw new Error(`There was no attempt ${index}`)
    return found
  }
  const tellOpen = (isOpen: boolean) => {
    for (const listener of openListeners) listener(isOpen)
  }
  const livePayload = () => (attempt(0) as unknown as { live: SubscribePayload }).live
  return {
    attempts,
    attempt,
    livePayload,
    monitor,
    refused,
    onNext,
    received,
    completed,
    subscription,
    waits,
    tellOpen,
    /** The socket is lost, and there is another. */
    reopen: () => {
      tellOpen(false)
      monitor.lost()
      monitor.connected()
      tellOpen(true)
    },
  }
}

const event = (cursor: string) => ({ data: { restaurantEvents: { cursor } } })
const failure = (code: string, reason?: string) => ({
  errors: [{ message: code, extensions: { code, ...(reason && { reason }) } }] as never[],
})

afterEach(() => void vi.useRealTimers())

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
    ['a server of another version', (sink: Sink) => sink.next(failure('BAD_USER_INPUT', 'DOCUMENT_REFUSED'))],
  ])('goes on from its last event after %s', async (_name, break_) => {
    const { attempt, attempts, received } = setUp()
    attempt(0).sink.next(event('c1'))
    attempt(0).sink.next(event('c2'))
    break_(attempt(0).sink)
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    expect(attempt(1).payload.variables).toEqual({ restaurantId: 'r', after: 'c1' })
    for (const cursor of ['c2', 'c3']) attempt(1).sink.next(event(cursor))
    expect(received).toEqual([event('c1'), event('c2'), event('c3')])
  })

  it('is live again with its last event, which it asks for as a sign', async () => {
    const { attempt, attempts, livePayload, monitor } = setUp()
    attempt(0).sink.next(event('c1'))
    attempt(0).sink.complete()
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    expect(attempt(1).payload.variables).toEqual({ restaurantId: 'r', after: 'c0' })
    expect(monitor.get().status).toBe('connecting')
    attempt(1).sink.next(event('c1'))
    expect(monitor.get().status).toBe('live')
    expect(livePayload().variables).toEqual({ restaurantId: 'r', after: 'c1' })
  })

  it('is not live on a new socket until its last event has come again', async () => {
    vi.useFakeTimers()
    const { attempt, livePayload, monitor, received, tellOpen } = setUp()
    attempt(0).sink.next(event('c1'))
    attempt(0).sink.next(event('c2'))
    tellOpen(false)
    monitor.lost()
    expect(livePayload().variables).toEqual({ restaurantId: 'r', after: 'c1' })
    // An outage longer than the wait for a quiet feed proves nothing.
    await vi.advanceTimersByTimeAsync(2 * QUIET_MEANS_UP_MS)
    monitor.connected()
    tellOpen(true)
    expect(monitor.get().status).toBe('offline')
    attempt(0).sink.next(event('c2'))
    expect(monitor.get().status).toBe('live')
    attempt(0).sink.next(event('c3'))
    expect(received).toEqual([event('c1'), event('c2'), event('c3')])
  })

  it('says that the log is another where its last event does not come again', () => {
    const { attempt, received, reopen } = setUp()
    attempt(0).sink.next(event('c1'))
    attempt(0).sink.next(event('c2'))
    reopen()
    attempt(0).sink.next(event('restored'))
    expect(received.slice(2)).toEqual([
      {
        errors: [expect.objectContaining({ extensions: { code: 'CURSOR_EXPIRED' } })],
        data: null,
        hasNext: false,
      },
    ])
  })

  it.each([
    ['nothing comes in its place', () => vi.advanceTimersByTimeAsync(QUIET_MEANS_UP_MS)],
    ['the log does not reach back so far', async (sink: Sink) => sink.next(failure('CURSOR_EXPIRED'))],
  ])('lets the server say whether it has its last event where %s', async (_, pass) => {
    vi.useFakeTimers()
    const { attempt, monitor, received, reopen } = setUp()
    attempt(0).sink.next(event('c1'))
    attempt(0).sink.next(event('c2'))
    reopen()
    await pass(attempt(0).sink)
    expect(attempt(1).payload.variables).toEqual({ restaurantId: 'r', after: 'c2' })
    expect(monitor.get().status).not.toBe('live')
    await vi.advanceTimersByTimeAsync(QUIET_MEANS_UP_MS)
    expect(monitor.get().status).toBe('live')
    expect(received).toHaveLength(2)
  })

  it('is live with its new socket where it has had no event to ask for', () => {
    const { livePayload, monitor, tellOpen } = setUp()
    tellOpen(false)
    monitor.lost()
    expect(livePayload().variables).toEqual({ restaurantId: 'r', after: 'c0' })
    monitor.connected()
    tellOpen(true)
    expect(monitor.get().status).toBe('live')
  })

  it('waits longer and longer for a feed that ends after each answer that has no cursor', async () => {
    const { attempt, attempts, waits } = setUp()
    for (let round = 0; round < 3; round++) {
      attempt(round).sink.next({ data: { joinRequestChanged: { status: 'PENDING' } } })
      attempt(round).sink.complete()
      await vi.waitFor(() => expect(attempts).toHaveLength(round + 2))
    }
    expect(waits).toEqual([0, 1, 2])
  })

  it('is never live while each attempt takes as long as the server tries at all, and fails', async () => {
    vi.useFakeTimers()
    const { attempt, monitor } = setUp()
    const statuses = new Set<string>()
    attempt(0).sink.next(failure('INTERNAL_SERVER_ERROR'))
    for (let round = 1; round <= 10; round++) {
      for (let second = 0; second < 10; second++) {
        await vi.advanceTimersByTimeAsync(1000)
        statuses.add(monitor.get().status)
      }
      attempt(round).sink.next(failure('INTERNAL_SERVER_ERROR'))
    }
    expect([...statuses]).toEqual(['connecting', 'offline'])
    await vi.advanceTimersByTimeAsync(QUIET_MEANS_UP_MS)
    expect(monitor.get().status).toBe('live')
  })

  it('asks the page to be loaded anew where its document is refused, and goes on asking with the hash', async () => {
    const { attempt, attempts, refused } = setUp({ query: '' })
    attempt(0).sink.next(failure('BAD_USER_INPUT', 'UNKNOWN_DOCUMENT'))
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    expect(attempt(1).payload.query).toContain('subscription')
    expect(refused).not.toHaveBeenCalled()
    attempt(1).sink.next(failure('BAD_USER_INPUT', 'DOCUMENT_REFUSED'))
    await vi.waitFor(() => expect(attempts).toHaveLength(3))
    expect(attempt(2).payload.query).toBe('')
    expect(refused).toHaveBeenCalledOnce()
  })

  it('is over with the event that is its feed’s last, and counts as live', async () => {
    const isLast = (data: Record<string, unknown>) => JSON.stringify(data).includes('c2')
    const { attempt, attempts, received, completed, monitor, waits } = setUp({ isLast })
    attempt(0).sink.next(event('c1'))
    expect(completed).not.toHaveBeenCalled()
    attempt(0).sink.next(event('c2'))
    attempt(0).sink.complete()
    // urql would pass it on twice if it did not know that it is the last.
    expect(received).toEqual([event('c1'), { ...event('c2'), hasNext: false }])
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
      expect(received).toEqual([{ ...failure(code), data: null, hasNext: false }])
      expect(completed).toHaveBeenCalledOnce()
      expect(attempts).toHaveLength(1)
    },
  )

  it('does not count as live before whoever is told of its end could say that it is not', async () => {
    const { attempt, attempts, monitor, onNext } = setUp()
    onNext.mockImplementation(() => expect(monitor.get().status).toBe('connecting'))
    attempt(0).sink.complete()
    await vi.waitFor(() => expect(attempts).toHaveLength(2))
    attempt(1).sink.next(failure('FORBIDDEN'))
    expect(onNext).toHaveBeenCalledOnce()
  })

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
