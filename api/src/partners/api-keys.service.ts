import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { createKey } from '../auth/secrets.ts'
import type { ApiKeyScope, Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import { MAX_NAME_LENGTH, requireText } from '../text.ts'
import { TooManyApiKeysError } from './partners.errors.ts'

/** Live keys of one restaurant: several partners, each with two while one is replaced. */
const MAX_LIVE_KEYS = 10

/** What is known of a key once its secret has been shown. */
export interface ApiKey {
  readonly id: string
  readonly restaurantId: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly ApiKeyScope[]
  readonly createdBy: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
}

export interface ApiKeys {
  /**
   * @returns the key, shown this once
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError, TooManyApiKeysError
   */
  create(
    viewer: Viewer | null,
    request: { restaurantId: string; name: string; scopes: readonly ApiKeyScope[] },
  ): Promise<{ secret: string; apiKey: ApiKey }>
  /** Newest first, revoked ones too. The caller has made sure that the viewer may see them. */
  list(restaurantId: string): Promise<ApiKey[]>
  /** A key that was revoked before stays so. @throws UnauthenticatedError, NotFoundError, ForbiddenError */
  revoke(viewer: Viewer | null, apiKeyId: string): Promise<ApiKey>
}

const FIELDS = {
  id: true,
  restaurantId: true,
  name: true,
  prefix: true,
  scopes: true,
  createdBy: true,
  createdAt: true,
  lastUsedAt: true,
  revokedAt: true,
} as const

export function createApiKeys(services: { db: Db; clock: Clock; rightsChanged: () => void }): ApiKeys {
  const { db, clock, rightsChanged } = services

  return {
    async create(viewer, { restaurantId, ...request }) {
      const actor = requirePermission(viewer, restaurantId, 'keys:manage')
      const name = requireText(request.name, { path: ['name'], maxLength: MAX_NAME_LENGTH })
      const scopes = [...new Set(request.scopes)]
      if (scopes.length === 0) throw new InvalidInputError(['scopes'], 'scopes must have at least one.')
      const { secret, hash, prefix } = createKey()
      const at = clock.now()
      const apiKey = await db.$transaction(async (tx) => {
        // Keys of one restaurant are made one after the other, so that together they are not too many.
        await tx.$queryRaw`SELECT FROM restaurant WHERE id = ${restaurantId}::uuid FOR NO KEY UPDATE`
        const live = await tx.apiKey.count({ where: { restaurantId, revokedAt: null } })
        if (live >= MAX_LIVE_KEYS) throw new TooManyApiKeysError(MAX_LIVE_KEYS)
        const made = await tx.apiKey.create({
          data: { restaurantId, name, prefix, keyHash: hash, scopes, createdBy: actor.name, createdAt: at },
          select: FIELDS,
        })
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'apiKey.created',
          target: name,
          details: { prefix, scopes },
          at,
        })
        return made
      })
      return { secret, apiKey }
    },

    list: (restaurantId) =>
      db.apiKey.findMany({
        where: { restaurantId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: FIELDS,
      }),

    async revoke(viewer, apiKeyId) {
      const found = await db.apiKey.findUnique({ where: { id: apiKeyId }, select: FIELDS })
      // To strangers all ids are alike.
      const actor = requirePermission(viewer, found?.restaurantId ?? '', 'keys:manage', 'API key')
      if (!found) throw new NotFoundError('API key')
      const { restaurantId, name, prefix } = found
      const at = clock.now()
      await db.$transaction(async (tx) => {
        const { count } = await tx.apiKey.updateMany({
          where: { id: apiKeyId, revokedAt: null },
          data: { revokedAt: at },
        })
        if (count === 0) return
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'apiKey.revoked',
          target: name,
          details: { prefix },
          at,
        })
      })
      rightsChanged()
      return { ...found, revokedAt: found.revokedAt ?? at }
    },
  }
}
