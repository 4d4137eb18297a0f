import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBackoff } from '../../../graphql/backoff'
import { type AcknowledgementAnswer, COLLECT_MS, createAcknowledger } from './acknowledger'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An acknowledger whose server gives these answers, one after the other, and then takes everything. */
function acknowledgerOf(...answers: AcknowledgementAnswer[]) {
  const sent: string[][] = []
  const acknowledger = createAcknowledger({
    send: async (orderIds) => {
      sent.push([...orderIds])
      return answers[sent.length - 1] ?? 'taken'
    },
    backoff: createBackoff({ firstMs: 1000, random: () => 1 }),
  })
  return { acknowledger, sent }
}

test('cards that come into sight together are acknowledged together, each once', async () => {
  const { acknowledger, sent } = acknowledgerOf()
  acknowledger.add(['a'])
  acknowledger.add(['b', 'a'])
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  expect(sent).toEqual([['a', 'b']])
  acknowledger.add(['c'])
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  expect(sent).toEqual([['a', 'b'], ['c']])
})

test('no message names more orders than the server takes', async () => {
  const { acknowledger, sent } = acknowledgerOf()
  acknowledger.add(Array.from({ length: 250 }, (_, index) => `o${index}`))
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  expect(sent.map((ids) => ids.length)).toEqual([100, 100, 50])
  expect(new Set(sent.flat()).size).toBe(250)
})

test('what got no answer is sent again, with what came meanwhile, until there is one', async () => {
  const { acknowledger, sent } = acknowledgerOf('failed', 'failed')
  acknowledger.add(['a'])
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  acknowledger.add(['b'])
  await vi.advanceTimersByTimeAsync(1000)
  await vi.advanceTimersByTimeAsync(2000)
  expect(sent).toEqual([['a'], ['a', 'b'], ['a', 'b']])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toHaveLength(3)
})

test('it does not sit out a wait once the network is back', async () => {
  const { acknowledger, sent } = acknowledgerOf('failed')
  acknowledger.add(['a'])
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  acknowledger.retryNow()
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual([['a'], ['a']])
})

test('an order that the server does not know holds up no other', async () => {
  const { acknowledger, sent } = acknowledgerOf('refused', 'refused')
  acknowledger.add(['gone', 'a'])
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  expect(sent).toEqual([['gone', 'a'], ['gone'], ['a']])
})

test('a board that is closed sends nothing more', async () => {
  const { acknowledger, sent } = acknowledgerOf('failed')
  acknowledger.add(['a'])
  await vi.advanceTimersByTimeAsync(COLLECT_MS)
  acknowledger.clear()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual([['a']])
})
