import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isCookedOn, RECEIPT_EVERY_MS, watchReceipt } from './receipt'

const session = (status: 'OPEN' | 'CLOSED', ...orders: string[]) => ({
  status,
  orders: orders.map((state) => ({ status: state })),
})

it.each([
  ['open', session('OPEN', 'COOKING'), false],
  ['closed with a dish on its way', session('CLOSED', 'SERVED', 'READY'), true],
  ['closed with everything served or cancelled', session('CLOSED', 'SERVED', 'CANCELLED'), false],
  ['closed without orders', session('CLOSED'), false],
  ['unknown', null, false],
])('a session that is %s', (_name, of, isWatched) => {
  expect(isCookedOn(of)).toBe(isWatched)
})

describe('a receipt that is watched', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const read = vi.fn()
  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('document', page)
    page.visibilityState = 'visible'
    read.mockClear()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const turn = (visibilityState: string) => {
    page.visibilityState = visibilityState
    page.dispatchEvent(new Event('visibilitychange'))
  }

  it('is read every 15 seconds, until it is watched no more', () => {
    const stop = watchReceipt(read)
    vi.advanceTimersByTime(2 * RECEIPT_EVERY_MS)
    expect(read).toHaveBeenCalledTimes(2)
    stop()
    vi.advanceTimersByTime(RECEIPT_EVERY_MS)
    turn('visible')
    expect(read).toHaveBeenCalledTimes(2)
  })

  it('is not read where nobody sees it, and at once when it is seen again', () => {
    const stop = watchReceipt(read)
    turn('hidden')
    vi.advanceTimersByTime(4 * RECEIPT_EVERY_MS)
    expect(read).not.toHaveBeenCalled()
    turn('visible')
    expect(read).toHaveBeenCalledOnce()
    stop()
  })
})
