import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { RateLimits } from '../../limits/rate-limits.ts'
import type { Tables } from '../../restaurants/tables.service.ts'
import type { Guest, Guests } from '../../sessions/guests.ts'

const REMEMBERED_CODES = 50_000

/**
 * Tells a guest from a stranger: the two share an address, and must not share a limit. What is not in memory is looked
 * up, so often for an address and no more: a stranger's guesses do not reach the database as fast as they come.
 */
export interface Acquaintance {
  /**
   * Null for a session token that nobody was given.
   * @throws RateLimitedError before the look-up
   */
  guest(token: string, address: string): Promise<Guest | null>
  /**
   * Whether a table has this code, or had it when it was last looked up.
   * @throws RateLimitedError before the look-up
   */
  isCode(code: string, address: string): Promise<boolean>
}

export function createAcquaintance(parts: {
  guests: Guests
  tables: Pick<Tables, 'hasCode'>
  rateLimits: Pick<RateLimits, 'consume'>
}): Acquaintance {
  const { guests, tables, rateLimits } = parts
  const knownCodes = new LRUCache<string, true>({ max: REMEMBERED_CODES })
  return {
    async guest(token, address) {
      if (token === '') return null
      const known = guests.known(token)
      if (known) return known
      await rateLimits.consume('unknownToken', address)
      return guests.byToken(token)
    },

    async isCode(code, address) {
      if (code === '') return false
      const key = hashed(code)
      if (knownCodes.has(key)) return true
      await rateLimits.consume('unknownToken', address)
      const isOne = await tables.hasCode(code)
      if (isOne) knownCodes.set(key, true)
      return isOne
    },
  }
}

/** Secrets and e-mail addresses are kept nowhere, neither here nor in Redis. */
export function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
