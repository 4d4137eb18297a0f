import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { hasRedis, testDoorbell } from '../../test/doorbell.ts'
import { openTcpProxy } from '../../test/tcp-proxy.ts'
import type { DoorbellConfig } from '../config.ts'
import { createLogger } from '../logger.ts'
import { BUCKETS } from './buckets.ts'
import { RateLimitedError } from './limits.errors.ts'
import { openRateLimits, type RateLimits } from './rate-limits.ts'

const logger = createLogger('silent')
const open: RateLimits[] = []
afterEach(() => {
  for (const limits of open.splice(0)) limits.close()
})

async function limitsOn(config: DoorbellConfig, factor = 1): Promise<RateLimits> {
  const limits = await openRateLimits(config, factor, logger)
  open.push(limits)
  return limits
}

const { points } = BUCKETS.signInAccount

/** How many of `count` tries pass, one after the other, each on the next of the nodes. */
async function passed(count: number, nodes: readonly RateLimits[], key: string): Promise<number> {
  let passes = 0
  for (let index = 0; index < count; index++) {
    const node = nodes[index % nodes.length]
    await node?.consume('signInAccount', key).then(
      () => passes++,
      (error: unknown) => expect(error).toBeInstanceOf(RateLimitedError),
    )
  }
  return passes
}

describe.each<[string, () => DoorbellConfig]>([
  ['in process', () => ({ kind: 'in-process' })],
  ...(hasRedis ? [['over Redis', testDoorbell] as [string, () => DoorbellConfig]] : []),
])('%s', (_where, config) => {
  test('as often as a bucket says, and not once more', async () => {
    const limits = await limitsOn(config())
    expect(await passed(points + 5, [limits], 'ada')).toBe(points)
    const error = await limits.consume('signInAccount', 'ada').catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      code: 'RATE_LIMITED',
      details: {
        limit: { name: 'signInAccount', allowed: points, seconds: 300 },
        retryAfter: expect.any(Number),
      },
      http: { status: 429, headers: { 'retry-after': expect.stringMatching(/^[1-9]\d*$/) } },
    })
    expect((error as { details: { retryAfter: number } }).details.retryAfter).toBeLessThanOrEqual(300)
  })

  test('each key and each bucket for itself', async () => {
    const limits = await limitsOn(config())
    await passed(points + 1, [limits], 'ada')
    await limits.consume('signInAccount', 'bob')
    await limits.consume('signInAddress', 'ada')
  })

  test('who is refused takes nothing from the others of the same address', async () => {
    const limits = await limitsOn(config())
    const both = (guest: string) =>
      limits.consumeAll([
        { bucket: 'orderGuest', key: guest },
        { bucket: 'orderAddress', key: 'house' },
      ])
    const tries = Array.from(
      { length: BUCKETS.orderAddress.points + 50 },
      () => () => both('flooder').catch(() => {}),
    )
    for (const attempt of tries) await attempt()
    await both('neighbour')
  })

  test('a factor makes them wider', async () => {
    expect(await passed(points * 3, [await limitsOn(config(), 2)], 'ada')).toBe(points * 2)
  })
})

test('0 is without limits', async () => {
  expect(await passed(1_000, [await limitsOn({ kind: 'in-process' }, 0)], 'ada')).toBe(1_000)
})

describe.runIf(hasRedis)('Redis', () => {
  const REDIS = new URL(process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379')

  test('counts for all nodes together', async () => {
    const config = testDoorbell()
    expect(
      await passed(
        points * 2,
        [await limitsOn(config), await limitsOn(config), await limitsOn(config)],
        'ada',
      ),
    ).toBe(points)
  })

  test('while it is away each node counts for itself: nobody is locked out, nobody unlimited', async () => {
    const nowhere: DoorbellConfig = { kind: 'redis', url: 'redis://127.0.0.1:1', prefix: 'x' }
    const nodes = [await limitsOn(nowhere), await limitsOn(nowhere)]
    expect(await passed(points * 4, nodes, 'ada')).toBe(points * 2)
  })

  test('that answers nobody any more holds up one request for a moment, and then none', async () => {
    const proxy = await openTcpProxy({ host: REDIS.hostname, port: Number(REDIS.port) || 6379 })
    const limits = await limitsOn({
      kind: 'redis',
      url: `redis://127.0.0.1:${proxy.port}`,
      prefix: `menumate-test-${randomUUID()}`,
    })
    await limits.consume('requestAddress', 'house')
    proxy.stall(true)
    await limits.consume('requestAddress', 'house')
    const start = performance.now()
    for (let index = 0; index < 20; index++) await limits.consume('requestAddress', 'house')
    expect(performance.now() - start).toBeLessThan(200)
    limits.close()
    await proxy.close()
  })
})
