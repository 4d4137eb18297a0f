import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBackoff } from './backoff'
import { createConnectionMonitor } from './connection-monitor'
import { createSocket } from './socket'

const ROUND_TRIP_MS = 20

/** A network that can swallow everything without a word, as a Wi-Fi out of reach does, and a server that answers. */
function createNetwork() {
  const answers: Record<string, string> = { connection_init: 'connection_ack', ping: 'pong' }
  let swallows = false
  let held: (() => void)[] = []
  const pass = (deliver: () => void) => {
    setTimeout(() => (swallows ? held.push(deliver) : deliver()), ROUND_TRIP_MS)
  }

  class NetworkSocket {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSING = 2
    static readonly CLOSED = 3
    readyState = NetworkSocket.CONNECTING
    onopen = () => {}
    onmessage = (_message: { data: string }) => {}
    onclose: ((event: object) => void) | null = null

    constructor() {
      pass(() => this.open())
    }
    open() {
      if (this.readyState === NetworkSocket.CLOSED) return
      this.readyState = NetworkSocket.OPEN
      this.onopen()
    }
    send(text: string) {
      const type = answers[JSON.parse(text).type]
      if (type) pass(() => this.receive(type))
    }
    receive(type: string) {
      if (this.readyState === NetworkSocket.OPEN) this.onmessage({ data: JSON.stringify({ type }) })
    }
    close(code: number, reason: string) {
      this.readyState = NetworkSocket.CLOSED
      this.onclose?.({ code, reason })
    }
  }

  return {
    NetworkSocket,
    swallow: () => {
      swallows = true
    },
    recover: () => {
      swallows = false
      const deliveries = held
      held = []
      for (const deliver of deliveries) deliver()
    },
  }
}

describe('a network that falls silent without closing anything', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A live page, in the moment after the server was last heard: the worst one to fall silent in. */
  async function livePage() {
    const { NetworkSocket, ...network } = createNetwork()
    const monitor = createConnectionMonitor()
    const backoff = createBackoff()
    const socket = createSocket({ url: 'ws://table', monitor, backoff, webSocketImpl: NetworkSocket })
    socket.subscribe(
      { query: 'subscription { feed }' },
      { next: () => {}, error: () => {}, complete: () => {} },
    )
    while (monitor.get().status !== 'live') await vi.advanceTimersByTimeAsync(10)
    const acknowledged = monitor.lastHeard()
    while (monitor.lastHeard() === acknowledged) await vi.advanceTimersByTimeAsync(10)
    const shown: string[] = []
    monitor.subscribe(() => shown.push(monitor.get().status))
    return { ...network, monitor, shown }
  }

  it('shows as offline within ten seconds', async () => {
    const { swallow, monitor } = await livePage()
    swallow()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(monitor.get().status).toBe('offline')
  })

  it('shows nothing at all when it was a hiccup of two seconds, whenever that came', async () => {
    const { swallow, recover, shown } = await livePage()
    for (let hiccup = 0; hiccup < 10; hiccup++) {
      swallow()
      await vi.advanceTimersByTimeAsync(2000)
      recover()
      await vi.advanceTimersByTimeAsync(1300)
    }
    expect(shown).toEqual([])
  })

  it('is never called offline when it comes back while a new connection is being opened', async () => {
    const { swallow, recover, monitor, shown } = await livePage()
    swallow()
    await vi.advanceTimersByTimeAsync(8000)
    recover()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(monitor.get().status).toBe('live')
    expect(shown).toEqual(['connecting', 'live'])
  })
})
