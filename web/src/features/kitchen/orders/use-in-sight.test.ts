import { afterEach, expect, test, vi } from 'vitest'
import { watchSight } from './use-in-sight'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('what the alarm covers at the bottom of the screen is not in sight', () => {
  const observed: { options: IntersectionObserverInit; show: (ratio: number) => void }[] = []
  class Observer {
    observe = vi.fn()
    disconnect = vi.fn()
    constructor(tell: (entries: { intersectionRatio: number }[]) => void, options: IntersectionObserverInit) {
      observed.push({ options, show: (intersectionRatio) => tell([{ intersectionRatio }]) })
    }
  }
  vi.stubGlobal('IntersectionObserver', Observer)
  const onChange = vi.fn()
  watchSight({} as Element, 120, onChange)
  const [observer] = observed
  expect(observer?.options.rootMargin).toBe('0px 0px -120px 0px')
  observer?.show(0.5)
  observer?.show(1)
  expect(onChange.mock.calls).toEqual([[false], [true]])
})
