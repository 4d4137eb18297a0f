import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('of one line four act at once, the others in the order in which they came, and another line waits for none', async () => {
  const turns = createTurns()
  const begun: number[] = []
  const ends: (() => void)[] = []
  const party = Array.from({ length: 6 }, (_, index) =>
    turns.take('party', () => {
      begun.push(index)
      return new Promise<void>((resolve) => ends.push(resolve))
    }),
  )
  expect(await turns.take('neighbours', () => 'served')).toBe('served')
  expect(begun).toEqual([0, 1, 2, 3])
  ends[2]?.()
  await party[2]
  await delay(0)
  expect(begun).toEqual([0, 1, 2, 3, 4])
  for (const index of [0, 1, 3, 4, 5]) {
    ends[index]?.()
    await party[index]
    await delay(0)
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5])
})

test('one that fails lets the next have its turn', async () => {
  const turns = createTurns()
  const fail = () => turns.take('party', () => Promise.reject(new Error('no')))
  const failed = await Promise.allSettled(Array.from({ length: 9 }, fail))
  expect(failed.every(({ status }) => status === 'rejected')).toBe(true)
  expect(await turns.take('party', () => 'served')).toBe('served')
})
