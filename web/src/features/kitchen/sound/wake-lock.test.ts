import { expect, test, vi } from 'vitest'
import { createWakeLock } from './wake-lock'

function fakeSentinel() {
  const sentinel = Object.assign(new EventTarget(), {
    release: async () => void sentinel.dispatchEvent(new Event('release')),
  })
  return sentinel as unknown as WakeLockSentinel
}

function fakePage() {
  const page = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as DocumentVisibilityState,
    become(state: DocumentVisibilityState) {
      page.visibilityState = state
      page.dispatchEvent(new Event('visibilitychange'))
    },
  })
  return page
}

test('the screen is kept on, and again after the page was hidden', async () => {
  const page = fakePage()
  const sentinels = [fakeSentinel(), fakeSentinel()]
  const request = vi.fn(async () => sentinels[request.mock.calls.length - 1] as WakeLockSentinel)
  const wakeLock = createWakeLock({ request, page: page as unknown as Document })
  wakeLock.keep()
  await vi.waitFor(() => expect(wakeLock.isHeld()).toBe(true))
  page.become('hidden')
  await sentinels[0]?.release()
  expect(wakeLock.isHeld()).toBe(false)
  page.become('visible')
  await vi.waitFor(() => expect(wakeLock.isHeld()).toBe(true))
  expect(request).toHaveBeenCalledTimes(2)
})

test('a refused lock is known to be missing, and asked for again at the next tap', async () => {
  const page = fakePage()
  const sentinel = fakeSentinel()
  const request = vi.fn(async () => sentinel).mockRejectedValueOnce(new DOMException('low battery'))
  const wakeLock = createWakeLock({ request, page: page as unknown as Document })
  wakeLock.keep()
  await vi.waitFor(() => expect(request).toHaveBeenCalledTimes(1))
  expect(wakeLock.isHeld()).toBe(false)
  wakeLock.keep()
  await vi.waitFor(() => expect(wakeLock.isHeld()).toBe(true))
})

test('a browser without wake locks is simply without one', () => {
  const wakeLock = createWakeLock({ request: undefined, page: fakePage() as unknown as Document })
  wakeLock.keep()
  expect(wakeLock.isHeld()).toBe(false)
})
