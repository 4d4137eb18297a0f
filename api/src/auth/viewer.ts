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

/** What a role may do beyond another is said where it is asked for; these two run the restaurant. */
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
 * @param roles who may do it; undefined: every member
 * @throws UnauthenticatedError, NotFoundError for an outsider, ForbiddenError for another role
 */
export function requireStaff(
  viewer: Viewer | null,
  restaurantId: string,
  roles?: readonly StaffRole[],
): Viewer {
  const present = requireViewer(viewer)
  const role = roleIn(present, restaurantId)
  if (!role) throw new NotFoundError('restaurant')
  if (roles && !roles.includes(role))
    throw new ForbiddenError(`This takes one of the roles ${roles.join(', ')}.`)
  return present
}
