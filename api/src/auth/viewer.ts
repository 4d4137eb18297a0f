import { UnauthenticatedError } from '../errors.ts'

/** As StaffRole in the Prisma schema. */
export type StaffRole = 'OWNER' | 'MANAGER' | 'KITCHEN' | 'SERVER'

/** As ApiKeyScope in the Prisma schema. */
export type ApiKeyScope = 'ORDERS_READ' | 'ORDERS_WRITE' | 'MENU_READ' | 'MENU_WRITE'

/**
 * Who is asking. Guests have no account; they carry their session token. What a viewer may do is asked of
 * permissions.ts alone.
 */
export type Viewer = StaffViewer | DeviceViewer | PartnerViewer

/** A member of staff who signed in. */
export interface StaffViewer {
  readonly kind: 'staff'
  readonly userId: string
  readonly name: string
  /** Tells this sign-in from the account's others. No secret. */
  readonly signInId: string
  readonly memberships: readonly Membership[]
}

export interface Membership {
  readonly restaurantId: string
  readonly role: StaffRole
}

/** A tablet that was paired with a restaurant. */
export interface DeviceViewer {
  readonly kind: 'device'
  readonly deviceId: string
  /** Its label. */
  readonly name: string
  readonly restaurantId: string
}

/** A partner's program, with an API key of a restaurant. */
export interface PartnerViewer {
  readonly kind: 'partner'
  readonly apiKeyId: string
  /** The key's name. */
  readonly name: string
  readonly restaurantId: string
  readonly scopes: readonly ApiKeyScope[]
}

/** @throws UnauthenticatedError */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer) throw new UnauthenticatedError()
  return viewer
}

/** A viewer with an account: devices and partners have none. @throws UnauthenticatedError */
export function requireAccount(viewer: Viewer | null): StaffViewer {
  if (viewer?.kind !== 'staff') throw new UnauthenticatedError()
  return viewer
}

/** A viewer as histories know them, whatever they may do. */
export type Actor = Pick<StaffViewer, 'kind' | 'userId' | 'name'> | DeviceViewer | PartnerViewer

/** What identifies the actor among those of its kind. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.userId
    case 'device':
      return actor.deviceId
    case 'partner':
      return actor.apiKeyId
  }
}
