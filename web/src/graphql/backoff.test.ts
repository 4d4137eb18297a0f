import { describe, expect, it } from 'vitest'
import { backoffDelay, createBackoff } from './backoff'

const longest = (attempt: number) => backoffDelay(attempt, { random: () => 1 })
const shortest = (attempt: number) => backoffDelay(attempt, { random: () => 0 })

describe('how long to wait before trying again', () => {
  it('the first try comes fast, the later ones double up to five seconds and stay there', () => {
    expect([0, 1, 2, 3, 4, 5, 500].map(longest)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000])
  })

  it('it is spread over the upper half, so that phones do not come back in step', () => {
    expect(shortest(3)).toBe(longest(3) / 2)
  })

  it('waking ends every wait at once', async () => {
    const backoff = createBackoff({ firstMs: 3_600_000, capMs: 3_600_000 })
    const waits = Promise.all([backoff.wait(0), backoff.wait(5)])
    backoff.wake()
    await expect(waits).resolves.toHaveLength(2)
  })
})
