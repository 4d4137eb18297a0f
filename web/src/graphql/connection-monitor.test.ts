import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createConnectionMonitor } from './connection-monitor'

const at = (clock: string) => new Date(`2026-11-20T${clock}Z`)

describe('what the screen says of the connection', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    vi.setSystemTime(at('19:40:00'))
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const liveMonitor = () => {
    const monitor = createConnectionMonitor({ graceMs: 2000 })
    monitor.connecting()
    monitor.heard()
    monitor.connected()
    return monitor
  }

  it('it is live from the acknowledged connection on', () => {
    expect(createConnectionMonitor().get()).toEqual({ status: 'connecting' })
    expect(liveMonitor().get()).toEqual({ status: 'live' })
  })

  it('a short loss shows as connecting, never as live', () => {
    const monitor = liveMonitor()
    monitor.lost()
    expect(monitor.get().status).toBe('connecting')
    vi.advanceTimersByTime(1000)
    monitor.connected()
    vi.advanceTimersByTime(10_000)
    expect(monitor.get().status).toBe('live')
  })

  it('a longer loss counts as offline since the server was last heard, not since the loss was noticed', () => {
    const monitor = liveMonitor()
    vi.setSystemTime(at('19:42:00'))
    monitor.heard()
    vi.setSystemTime(at('19:42:09'))
    monitor.lost()
    vi.advanceTimersByTime(2000)
    expect(monitor.get()).toEqual({ status: 'offline', since: at('19:42:00') })
  })

  it('trying again while offline does not look better than it is', () => {
    const monitor = liveMonitor()
    monitor.lost()
    vi.advanceTimersByTime(2000)
    monitor.connecting()
    expect(monitor.get().status).toBe('offline')
  })

  it('a device without a network is offline at once', () => {
    const monitor = liveMonitor()
    monitor.networkLost()
    expect(monitor.get().status).toBe('offline')
  })

  it('a socket that outlives a flap of the network is live again with its next message', () => {
    const monitor = liveMonitor()
    monitor.networkLost()
    monitor.heard()
    expect(monitor.get().status).toBe('live')
  })

  it('one failing subscription is enough not to be live, although the socket is up', () => {
    const monitor = liveMonitor()
    const feed = {}
    monitor.stalled(feed)
    expect(monitor.get().status).toBe('connecting')
    vi.advanceTimersByTime(2000)
    expect(monitor.get().status).toBe('offline')
    monitor.recovered(feed)
    expect(monitor.get().status).toBe('live')
  })

  it('a page that needs no socket any more is not in trouble', () => {
    const monitor = liveMonitor()
    monitor.idle()
    vi.advanceTimersByTime(60_000)
    expect(monitor.get()).toEqual({ status: 'connecting' })
  })

  it('tells of an absence when it is live again: from the last word before it to the first after', () => {
    const monitor = liveMonitor()
    vi.setSystemTime(at('19:42:00'))
    monitor.heard()
    vi.advanceTimersByTime(9000)
    monitor.lost()
    vi.setSystemTime(at('19:44:00'))
    monitor.heard()
    monitor.connected()
    const absence = { from: at('19:42:00'), until: at('19:44:00') }
    expect(monitor.get()).toEqual({ status: 'live', absence })
    monitor.lost()
    monitor.connected()
    expect(monitor.get()).toEqual({ status: 'live', absence })
  })

  it('tells of what nobody saw, such as an hour with the lid closed, but not of a connection that was replaced at once', () => {
    const monitor = liveMonitor()
    vi.advanceTimersByTime(4000)
    monitor.lost()
    monitor.connected()
    expect(monitor.get()).toEqual({ status: 'live' })
    vi.setSystemTime(at('20:40:00'))
    monitor.lost()
    monitor.connected()
    expect(monitor.get()).toEqual({
      status: 'live',
      absence: { from: at('19:40:00'), until: at('20:40:00') },
    })
  })

  it('listeners hear of changes only', () => {
    const monitor = liveMonitor()
    const listener = vi.fn()
    const unsubscribe = monitor.subscribe(listener)
    monitor.connected()
    monitor.heard()
    expect(listener).not.toHaveBeenCalled()
    monitor.lost()
    expect(listener).toHaveBeenCalledTimes(1)
    unsubscribe()
    monitor.connected()
    expect(listener).toHaveBeenCalledTimes(1)
  })
})
