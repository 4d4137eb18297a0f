import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRingLoop, RING_EVERY_MS } from './ring-loop'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a new order rings at once, and again until it is touched', () => {
  const ring = vi.fn()
  const loop = createRingLoop(ring)
  loop.update(['a'])
  expect(ring).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(2 * RING_EVERY_MS)
  expect(ring).toHaveBeenCalledTimes(3)
  loop.update([])
  vi.advanceTimersByTime(10 * RING_EVERY_MS)
  expect(ring).toHaveBeenCalledTimes(3)
})

test('with several new orders it goes on until all are touched', () => {
  const ring = vi.fn()
  const loop = createRingLoop(ring)
  loop.update(['a'])
  vi.advanceTimersByTime(2000)
  loop.update(['a', 'b'])
  expect(ring).toHaveBeenCalledTimes(2)
  loop.update(['b'])
  vi.advanceTimersByTime(RING_EVERY_MS)
  expect(ring).toHaveBeenCalledTimes(3)
})

test('what comes all at once, as after an outage, is one ring, and it goes on for all of it', () => {
  const ring = vi.fn()
  const loop = createRingLoop(ring)
  const missed = ['a', 'b', 'c', 'd', 'e']
  missed.forEach((_, count) => {
    loop.update(missed.slice(0, count + 1))
  })
  expect(ring).toHaveBeenCalledTimes(1)
  loop.update(['e'])
  vi.advanceTimersByTime(RING_EVERY_MS)
  expect(ring).toHaveBeenCalledTimes(2)
})

test('drawing the board again does not ring again', () => {
  const ring = vi.fn()
  const loop = createRingLoop(ring)
  loop.update(['a'])
  loop.update(['a'])
  expect(ring).toHaveBeenCalledTimes(1)
})

test('an order that comes right after all were touched rings', () => {
  const ring = vi.fn()
  const loop = createRingLoop(ring)
  loop.update(['a'])
  loop.update([])
  loop.update(['a'])
  expect(ring).toHaveBeenCalledTimes(2)
})
