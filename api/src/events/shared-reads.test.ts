import { expect, test, vi } from 'vitest'
import { createSharedReads } from './shared-reads.ts'

function setUp() {
  let time = 0
  let count = 0
  const shared = createSharedReads(() => time)
  const load = vi.fn(async () => ++count)
  return { shared, load, pass: (ms: number) => (time += ms) }
}

test('all who ask for the same thing of the same event are given one read', async () => {
  const { shared, load } = setUp()
  const event = {}
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => shared.read(event, 'session', load)))
  expect(new Set(answers)).toEqual(new Set([1]))
  expect(load).toHaveBeenCalledOnce()
})

test('another event and another thing are read for themselves', async () => {
  const { shared, load } = setUp()
  const event = {}
  await shared.read(event, 'session', load)
  expect(await shared.read({}, 'session', load)).toBe(2)
  expect(await shared.read(event, 'table', load)).toBe(3)
})

test('a replay a second later reads again', async () => {
  const { shared, load, pass } = setUp()
  const event = {}
  await shared.read(event, 'session', load)
  pass(999)
  expect(await shared.read(event, 'session', load)).toBe(1)
  pass(1)
  expect(await shared.read(event, 'session', load)).toBe(2)
})

test('a read that failed is not remembered', async () => {
  const { shared, load } = setUp()
  const event = {}
  const failing = () => Promise.reject(new Error('the database is away'))
  await expect(shared.read(event, 'session', failing)).rejects.toThrow('away')
  expect(await shared.read(event, 'session', load)).toBe(1)
})
