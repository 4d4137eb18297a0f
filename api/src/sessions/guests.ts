import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { hashSecret } from '../auth/secrets.ts'
import type { Db } from '../db/database.ts'

/** A device at a table: what a session token stands for. None of it ever changes. */
export interface Guest {
  readonly id: string
  readonly name: string | null
  readonly tableSessionId: string
  readonly restaurantId: string
}

const TOKEN_BYTES = 32

/** @returns a session token of 256 random bits, and the hash under which it is kept */
export function createSessionToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashSecret(token) }
}

/** Finds guests by their token, from memory where the node has seen it before. */
export interface Guests {
  /** The guest of a token that this node has seen before. */
  known(token: string): Guest | undefined
  /** Whatever has become of the session; null for a token that nobody was given. */
  byToken(token: string): Promise<Guest | null>
}

export function createGuests(db: Db): Guests {
  const known = new LRUCache<string, Guest>({ max: 50_000 })
  const keyOf = (hash: Uint8Array) => Buffer.from(hash).toString('base64')
  return {
    known: (token) => known.get(keyOf(hashSecret(token))),

    async byToken(token) {
      const hash = hashSecret(token)
      const key = keyOf(hash)
      const cached = known.get(key)
      if (cached) return cached
      const row = await db.guest.findUnique({
        where: { tokenHash: hash },
        select: {
          id: true,
          name: true,
          tableSessionId: true,
          tableSession: { select: { restaurantId: true } },
        },
      })
      if (!row) return null
      const { tableSession, ...rest } = row
      const guest = { ...rest, restaurantId: tableSession.restaurantId }
      known.set(key, guest)
      return guest
    },
  }
}
