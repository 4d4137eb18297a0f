import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../errors.ts'

/** As StaffRole in the Prisma schema. */
export type StaffRole = 'OWNER' | 'MANAGER' | 'KITCHEN' | 'SERVER'

/** Who is asking: a member of staff who signed in. Guests have no account; they carry their session token. */
export interface Viewer {
  readonly userId: string
  readonly name: string
  readonly memberships: readonly Membership[]
}

export interface Membership {
  readonly restaurantId: string
  readonly role: StaffRole
}

/** The roles that run a restaurant. */
export const MANAGERS: readonly StaffRole[] = ['OWNER', 'MANAGER']

/** The viewer's role in a restaurant, or undefined for an outsider. */
export function roleIn(viewer: Viewer | null, restaurantId: string): StaffRole | undefined {
  return viewer?.memberships.find((membership) => membership.restaurantId === restaurantId)?.role
}

/** @throws UnauthenticatedError */
export function requireViewer(viewer: Viewer | null): Viewer {
  if (!viewer) throw new UnauthenticatedError()
  return viewer
}

/**
 * The viewer, once they are known to belong to the restaurant.
 * @throws UnauthenticatedError, NotFoundError for an outsider
 */
export function requireStaff(viewer: Viewer | null, restaurantId: string): Viewer {
  const present = requireViewer(viewer)
  if (!roleIn(present, restaurantId)) throw new NotFoundError('restaurant')
  return present
}

/**
 * The viewer, once they are known to run the restaurant.
 * @throws UnauthenticatedError, NotFoundError for an outsider, ForbiddenError for other staff
 */
export function requireManager(viewer: Viewer | null, restaurantId: string): Viewer {
  const present = requireStaff(viewer, restaurantId)
  if (!MANAGERS.some((role) => role === roleIn(present, restaurantId))) throw new ForbiddenError()
  return present
}
