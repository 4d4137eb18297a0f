import { PublicError } from '../errors.ts'
import type { Bucket, BucketName } from './buckets.ts'

/** Too often within too short a time; it works again after `retryAfter` seconds. */
export class RateLimitedError extends PublicError {
  override name = 'RateLimitedError'
  readonly code = 'RATE_LIMITED'
  override readonly details: Readonly<Record<string, unknown>>
  override readonly http: NonNullable<PublicError['http']>

  constructor(limit: { name: BucketName } & Bucket, retryAfter: number) {
    super(`Too many tries. Try again in ${retryAfter} s.`)
    this.details = { limit: { name: limit.name, allowed: limit.points, seconds: limit.seconds }, retryAfter }
    this.http = { status: 429, headers: { 'retry-after': String(retryAfter) } }
  }
}
