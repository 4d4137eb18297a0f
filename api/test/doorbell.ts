import { randomBytes } from 'node:crypto'
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
