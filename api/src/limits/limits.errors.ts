import { PublicError } from '../errors.ts'
import type { Bucket, BucketName } from './buckets.ts'

/** When it is worth trying again, in seconds. */
const CONNECT_AGAIN_AFTER = 10

/** More sockets and event streams than the guests of one address or one account may have open. */
export class TooManyConnectionsError extends PublicError {
  override name = 'TooManyConnectionsError'
  readonly code = 'RATE_LIMITED'
  override readonly details: Readonly<Record<string, unknown>>
  override readonly http = { status: 429, headers: { 'retry-after': String(CONNECT_AGAIN_AFTER) } }

  constructor(allowed: number) {
    super(`Too many connections are open. Try again in ${CONNECT_AGAIN_AFTER} s.`)
    this.details = { limit: { name: 'connections', allowed }, retryAfter: CONNECT_AGAIN_AFTER }
  }
}

/** More subscriptions than one guest may have open. */
export class TooManySubscriptionsError extends PublicError {
  override name = 'TooManySubscriptionsError'
  readonly code = 'RATE_LIMITED'
  override readonly details: Readonly<Record<string, unknown>>

  constructor(allowed: number) {
    super(`A guest has at most ${allowed} subscriptions open. Close another page of this table.`)
    this.details = { limit: { name: 'subscriptions', allowed } }
  }
}

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
