import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import type { DoorbellConfig } from '../src/config.ts'

/** Whether tests run with a Redis. */
export const hasRedis = Boolean(process.env['REDIS_URL'])

/** A doorbell that only those hear who get this very configuration: on REDIS_URL's Redis, or else in process. */
export function testDoorbell(): DoorbellConfig {
  const url = process.env['REDIS_URL']
  return url
    ? { kind: 'redis', url, prefix: `menumate-test-${randomBytes(6).toString('hex')}` }
    : { kind: 'in-process' }
}

/** How many topics of a doorbell have listeners, on any node; there is nobody to ask in process. */
export async function countTopics(config: DoorbellConfig): Promise<number> {
  if (config.kind === 'in-process') return 0
  const redis = new Redis(config.url)
  try {
    const topics = (await redis.pubsub('CHANNELS', `${config.prefix}:*`)) as string[]
    return topics.length
  } finally {
    redis.disconnect()
  }
}
