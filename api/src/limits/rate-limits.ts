import { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { DoorbellConfig } from '../config.ts'
import type { Logger } from '../logger.ts'
import { BUCKETS, type Bucket, type BucketName } from './buckets.ts'
import { RateLimitedError } from './limits.errors.ts'

/** Redis is asked on the way of every order: one that takes longer counts as away. */
const ANSWER_WITHIN_MS = 250
/** Keys known to be used up; who floods is refused from memory. */
const REMEMBERED_KEYS = 100_000

/** One use of a bucket. */
export interface Charge {
  readonly bucket: BucketName
  /** Who or what is counted. Goes to Redis as it is: hash what is secret or personal. */
  readonly key: string
}

/** How often things may be done, over all nodes. */
export interface RateLimits {
  /** @throws RateLimitedError */
  consume(bucket: BucketName, key: string): Promise<void>
  /**
   * All of them, in one round trip. What is known to be used up is refused without asking, and uses up nothing of the
   * others: a guest who floods does not take what the other guests of the same address have left.
   * @throws RateLimitedError
   */
  consumeAll(charges: readonly Charge[]): Promise<void>
  close(): void
}

/**
 * Counts in Redis, for all nodes together; in the process where there is none. While Redis is away each node counts
 * for itself by the same numbers: nobody is locked out, and nobody unlimited.
 * @param factor multiplies all limits; 0 is without any
 */
export async function openRateLimits(
  config: DoorbellConfig,
  factor: number,
  logger: Logger,
): Promise<RateLimits> {
  if (factor === 0) return UNLIMITED
  const redis = config.kind === 'redis' ? await connect(config.url, logger) : undefined
  const prefix = config.kind === 'redis' ? `${config.prefix}:limit` : 'limit'
  const limiters = new Map(
    Object.entries<Bucket>(BUCKETS).map(([name, { points, seconds }]) => {
      const options = {
        keyPrefix: `${prefix}:${name}`,
        points: Math.ceil(points * factor),
        duration: seconds,
      }
      const here = new RateLimiterMemory(options)
      const everywhere =
        redis && new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true })
      return [
        name,
        { name: name as BucketName, bucket: { points: options.points, seconds }, here, everywhere },
      ]
    }),
  )
  /** Until when, by `bucket key`. */
  const usedUp = new LRUCache<string, number>({ max: REMEMBERED_KEYS })

  function refuseUsedUp({ bucket, key }: Charge): void {
    const id = `${bucket} ${key}`
    const until = usedUp.get(id)
    if (until === undefined) return
    const left = until - Date.now()
    if (left <= 0) usedUp.delete(id)
    else throw refusal(bucket, left)
  }

  function refusal(name: BucketName, milliseconds: number): RateLimitedError {
    const bucket = limiters.get(name)?.bucket ?? BUCKETS[name]
    return new RateLimitedError({ name, ...bucket }, Math.max(1, Math.ceil(milliseconds / 1_000)))
  }

  async function charge({ bucket, key }: Charge): Promise<void> {
    const limiter = limiters.get(bucket)
    try {
      await limiter?.everywhere?.consume(key).catch(async (reason: unknown) => {
        if (reason instanceof RateLimiterRes) throw reason
        dropSilent(redis, reason)
        await limiter.here.consume(key)
      })
      if (!limiter?.everywhere) await limiter?.here.consume(key)
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason
      usedUp.set(`${bucket} ${key}`, Date.now() + reason.msBeforeNext)
      throw refusal(bucket, reason.msBeforeNext)
    }
  }

  async function consumeAll(charges: readonly Charge[]): Promise<void> {
    for (const one of charges) refuseUsedUp(one)
    await Promise.all(charges.map(charge))
  }

  return {
    consume: (bucket, key) => consumeAll([{ bucket, key }]),
    consumeAll,
    close: () => redis?.disconnect(),
  }
}

/** No limits at all, for benchmarks and for tests of other things. */
export const UNLIMITED: RateLimits = { consume: async () => {}, consumeAll: async () => {}, close: () => {} }

/** Resolves once Redis is there, or is known not to be. */
async function connect(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1_000),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_WITHIN_MS,
  })
  redis.on('error', (error: Error) =>
    logger.warn({ err: error }, 'redis is away, this node counts for itself'),
  )
  await new Promise<void>((resolve) => {
    redis.once('ready', resolve)
    redis.once('error', () => resolve())
  })
  return redis
}

/** A connection that hangs would make every request wait; until a new one is ready nobody asks it. */
function dropSilent(redis: Redis | undefined, reason: unknown): void {
  if (redis?.status === 'ready' && reason instanceof Error && reason.message === 'Command timed out')
    redis.disconnect(true)
}
