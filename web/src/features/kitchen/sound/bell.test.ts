import { expect, test, vi } from 'vitest'
import { createBell } from './bell'

/** As much of an AudioContext as the bell uses, in the hands of the test. */
function fakeContext(options: { mayPlay: boolean }) {
  const target = new EventTarget()
  const started = vi.fn()
  const node = () => ({ connect: (next: unknown) => next })
  const context = Object.assign(target, {
    state: 'suspended' as AudioContextState,
    currentTime: 0,
    destination: node(),
    createDynamicsCompressor: node,
    createGain: () => ({
      ...node(),
      gain: { setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() },
    }),
    createOscillator: () => ({ ...node(), frequency: { value: 0 }, start: started, stop: vi.fn() }),
    become(state: AudioContextState) {
      context.state = state
      target.dispatchEvent(new Event('statechange'))
    },
    resume: async () => {
      if (!options.mayPlay) throw new DOMException('not allowed')
      context.become('running')
    },
  })
  return { context, started, create: () => context as unknown as AudioContext }
}

test('a bell that was not armed plays nothing and counts nothing', () => {
  const { create, started } = fakeContext({ mayPlay: true })
  const bell = createBell(create)
  expect(bell.ring()).toBe(false)
  expect(bell.get()).toEqual({ isOn: false, plays: 0, alarms: 0 })
  expect(started).not.toHaveBeenCalled()
})

test('an armed bell rings and counts what it really played', async () => {
  const { create, started } = fakeContext({ mayPlay: true })
  const bell = createBell(create)
  expect(await bell.arm()).toBe(true)
  expect(bell.ring()).toBe(true)
  expect(started).toHaveBeenCalled()
  expect(bell.get()).toEqual({ isOn: true, plays: 1, alarms: 0 })
})

test('an alarm is counted apart from the rings', async () => {
  const { create, started } = fakeContext({ mayPlay: true })
  const bell = createBell(create)
  expect(bell.alarm()).toBe(false)
  await bell.arm()
  expect(bell.alarm()).toBe(true)
  expect(started).toHaveBeenCalled()
  expect(bell.get()).toEqual({ isOn: true, plays: 0, alarms: 1 })
})

test('a warning sounds but is not counted as a ring', async () => {
  const { create } = fakeContext({ mayPlay: true })
  const bell = createBell(create)
  await bell.arm()
  expect(bell.warn()).toBe(true)
  expect(bell.get().plays).toBe(0)
})

test('a browser that refuses sound leaves the bell off', async () => {
  const { create } = fakeContext({ mayPlay: false })
  const bell = createBell(create)
  expect(await bell.arm()).toBe(false)
  expect(bell.get().isOn).toBe(false)
})

test('sound that the system takes away is noticed at once and comes back by arming again', async () => {
  const { context, create } = fakeContext({ mayPlay: true })
  const bell = createBell(create)
  await bell.arm()
  const heard = vi.fn()
  bell.subscribe(heard)
  context.become('suspended')
  expect(heard).toHaveBeenCalledTimes(1)
  expect(bell.get().isOn).toBe(false)
  expect(bell.ring()).toBe(false)
  expect(await bell.arm()).toBe(true)
})
