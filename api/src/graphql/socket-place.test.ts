import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { countConnections } from './socket-limits.ts'
import { SocketPlace } from './socket-place.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const connections = countConnections({ strangers: 10, perAddress: 10, perViewer: 10 })

function openSocket() {
  const close = vi.fn()
  const socket = { readyState: 1, OPEN: 1, gone: new Promise<void>(() => {}), close, terminate() {} } as const
  return { place: new SocketPlace(socket, '198.51.100.1', connections), close }
}

test('nobody’s socket is closed 60 s after it has asked anything', () => {
  const { place, close } = openSocket()
  vi.advanceTimersByTime(50_000)
  place.used()
  vi.advanceTimersByTime(59_000)
  expect(close).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1_000)
  expect(close).toHaveBeenCalledExactlyOnceWith(1000, 'Idle')
})

test('a viewer’s socket is not closed, whatever it asks', () => {
  const { place, close } = openSocket()
  place.takeFor('device:1')
  vi.advanceTimersByTime(3_600_000)
  expect(close).not.toHaveBeenCalled()
})

test('a guest’s socket is closed 60 s after the guest has stopped listening, not before', () => {
  const { place, close } = openSocket()
  place.guestBegins('1')
  place.guestBegins('2')
  vi.advanceTimersByTime(3_600_000)
  place.ended('1')
  vi.advanceTimersByTime(3_600_000)
  expect(close).not.toHaveBeenCalled()
  place.ended('2')
  vi.advanceTimersByTime(60_000)
  expect(close).toHaveBeenCalledOnce()
})
