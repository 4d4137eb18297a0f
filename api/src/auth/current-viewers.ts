import type { Db } from '../db/database.ts'
import type { ApiKeyScope, Membership, Viewer } from './viewer.ts'

/** When devices and keys were last used is written no more often than this. */
const SEEN_EVERY_MS = 60_000

/** What a credential leads to: a sign-in, a device or an API key, by its id. */
export interface ViewerRef {
  readonly kind: Viewer['kind']
  readonly id: string
}

interface Row {
  readonly kind: Viewer['kind']
  readonly id: string
  /** The viewer but for what kind and id say. */
  readonly rest: {
    readonly name: string
    readonly userId?: string
    readonly memberships?: readonly Membership[]
    readonly restaurantId?: string
    readonly scopes?: readonly ApiKeyScope[]
  }
  readonly seenLongAgo: boolean
}

/** The sign-in, device or key that a viewer was recognised by. */
export function refOf(viewer: Viewer): ViewerRef {
  switch (viewer.kind) {
    case 'staff':
      return { kind: 'staff', id: viewer.signInId }
    case 'device':
      return { kind: 'device', id: viewer.deviceId }
    case 'partner':
      return { kind: 'partner', id: viewer.apiKeyId }
  }
}

export function refKey({ kind, id }: ViewerRef): string {
  return `${kind}:${id}`
}

/**
 * Who all of these are now, in one query; what is expired, revoked or removed is not in the answer. Devices and keys
 * count as used by it.
 */
export async function currentViewers(db: Db, refs: readonly ViewerRef[]): Promise<Map<string, Viewer>> {
  const idsOf = (kind: Viewer['kind']) => refs.filter((ref) => ref.kind === kind).map(({ id }) => id)
  const before = new Date(Date.now() - SEEN_EVERY_MS).toISOString()
  const rows = await db.$queryRaw<Row[]>`
    SELECT 'staff' AS kind, s.id, false AS "seenLongAgo", jsonb_build_object(
      'name', u.name, 'userId', u.id,
      'memberships', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('restaurantId', m.restaurant_id, 'role', m.role)
          ORDER BY m.created_at, m.id), '[]')
        FROM staff_member m WHERE m.user_id = u.id)) AS rest
    FROM auth_session s JOIN "user" u ON u.id = s.user_id
    WHERE s.id = ANY(${idsOf('staff')}::text[]) AND s.expires_at > now()
    UNION ALL
    SELECT 'device', d.id::text, coalesce(d.last_seen_at < ${before}::timestamptz, true),
      jsonb_build_object('name', d.label, 'restaurantId', d.restaurant_id)
    FROM device d WHERE d.id = ANY(${idsOf('device')}::uuid[]) AND d.token_hash IS NOT NULL
    UNION ALL
    SELECT 'partner', k.id::text, coalesce(k.last_used_at < ${before}::timestamptz, true),
      jsonb_build_object('name', k.name, 'restaurantId', k.restaurant_id, 'scopes', to_jsonb(k.scopes))
    FROM api_key k WHERE k.id = ANY(${idsOf('partner')}::uuid[]) AND k.revoked_at IS NULL`
  const seen = rows.filter(({ seenLongAgo }) => seenLongAgo)
  if (seen.length > 0) await writeSeen(db, seen)
  return new Map(rows.map((row) => [refKey(row), toViewer(row)]))
}

async function writeSeen(db: Db, seen: readonly ViewerRef[]): Promise<void> {
  const idsOf = (kind: Viewer['kind']) => seen.filter((ref) => ref.kind === kind).map(({ id }) => id)
  const at = new Date()
  const [devices, keys] = [idsOf('device'), idsOf('partner')]
  if (devices.length > 0)
    await db.device.updateMany({ where: { id: { in: devices } }, data: { lastSeenAt: at } })
  if (keys.length > 0) await db.apiKey.updateMany({ where: { id: { in: keys } }, data: { lastUsedAt: at } })
}

function toViewer({ kind, id, rest }: Row): Viewer {
  const { name, userId = '', memberships = [], restaurantId = '', scopes = [] } = rest
  switch (kind) {
    case 'staff':
      return { kind, userId, name, signInId: id, memberships }
    case 'device':
      return { kind, deviceId: id, name, restaurantId }
    case 'partner':
      return { kind, apiKeyId: id, name, restaurantId, scopes }
  }
}
