import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createConnectionMonitor } from './connection-monitor'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function connectedMonitor() {
  const monitor = createConnectionMonitor({ graceMs: 2500 })
  monitor.connecting()
  monitor.heard()
  monitor.connected()
  return monitor
}

test('a lost socket is connecting at first, and offline since it was last heard once that takes too long', () => {
  const monitor = connectedMonitor()
  const lastHeard = monitor.lastHeard()
  vi.advanceTimersByTime(1000)
  monitor.lost()
  expect(monitor.get()).toEqual({ status: 'connecting' })
  vi.advanceTimersByTime(2500)
  expect(monitor.get()).toEqual({ status: 'offline', since: lastHeard })
  monitor.connected()
  expect(monitor.get()).toEqual({ status: 'live' })
})

test('a device that says it has no network is offline at once', () => {
  const monitor = connectedMonitor()
  monitor.networkLost()
  expect(monitor.get().status).toBe('offline')
})

test('a socket that outlives a flap of the network is live again with its next message', () => {
  const monitor = connectedMonitor()
  monitor.networkLost()
  monitor.heard()
  expect(monitor.get()).toEqual({ status: 'live' })
})

test('a subscription that fails on an open socket is not live', () => {
  const monitor = connectedMonitor()
  const feed = {}
  monitor.stalled(feed)
  vi.advanceTimersByTime(2500)
  expect(monitor.get().status).toBe('offline')
  monitor.recovered(feed)
  expect(monitor.get()).toEqual({ status: 'live' })
})
