import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { repeat } from './repeat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('work that takes long is not begun a second time beside itself', async () => {
  let finish = () => {}
  const work = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  )
  const repetition = repeat(1000, work, () => {})
  await vi.advanceTimersByTimeAsync(3500)
  expect(work).toHaveBeenCalledTimes(1)
  finish()
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(2)
  finish()
  await repetition.stop()
})

test('a failure is told, and the next time comes all the same', async () => {
  const failure = new Error('the database is away')
  const work = vi.fn(() => Promise.reject(failure))
  const onError = vi.fn()
  const repetition = repeat(1000, work, onError)
  await vi.advanceTimersByTimeAsync(2000)
  expect(onError.mock.calls).toEqual([[failure], [failure]])
  await repetition.stop()
})

test('a stop waits for what is under way, and nothing comes after it', async () => {
  let finish = () => {}
  const work = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  )
  const repetition = repeat(1000, work, () => {})
  await vi.advanceTimersByTimeAsync(1000)
  const stopped = vi.fn()
  const stopping = repetition.stop().then(stopped)
  await vi.advanceTimersByTimeAsync(5000)
  expect(stopped).not.toHaveBeenCalled()
  finish()
  await stopping
  expect(work).toHaveBeenCalledTimes(1)
})
