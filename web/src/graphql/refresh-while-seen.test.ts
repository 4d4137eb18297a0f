import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refreshWhileSeen } from './refresh-while-seen'

const EVERY_MS = 15_000

describe('what is refreshed while it is seen', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const refresh = vi.fn()
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('document', page)
    page.visibilityState = 'visible'
    refresh.mockClear()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const turn = (visibilityState: string) => {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event('visibilitychange'))
  }

  it('is loaded every so often, until it is over', () => {
    const stop = refreshWhileSeen(refresh, EVERY_MS)
    vi.advanceTimersByTime(2 * EVERY_MS)
    expect(refresh).toHaveBeenCalledTimes(2)
    stop()
    vi.advanceTimersByTime(EVERY_MS)
    turn('visible')
    expect(refresh).toHaveBeenCalledTimes(2)
  })

  it('is not loaded where nobody sees it, and at once when it is seen again', () => {
    const stop = refreshWhileSeen(refresh, EVERY_MS)
    turn('hidden')
    vi.advanceTimersByTime(4 * EVERY_MS)
    expect(refresh).not.toHaveBeenCalled()
    turn('visible')
    expect(refresh).toHaveBeenCalledOnce()
    stop()
  })
})
