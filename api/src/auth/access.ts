import { ForbiddenError, NotFoundError, type PublicError, UnauthenticatedError } from '../errors.ts'
import { type Permission, permissionsIn, restaurantsOf } from './permissions.ts'
import { requireAccount, requireViewer, type Viewer } from './viewer.ts'

/** Who may, as the schema declares it of each of its fields. */
export type Access =
  /** Whoever asks. */
  | 'anyone'
  /** Whoever holds what is passed: a table's code, a session token, a join request's token. */
  | 'guest'
  /** Whoever holds the secret that is passed: a password, the link of a mail, what a tablet pairs with. */
  | 'secret'
  /** Whoever is signed in, of any kind. */
  | 'viewer'
  /** Whoever is signed in with an account. */
  | 'account'
  /** Whoever may do this in the restaurant concerned. */
  | Permission

/** Who may have a field: one of them will do. */
export type FieldAccess = Access | readonly Access[]

/**
 * Who is to get hold of a type's objects: anyone, those of a list, or whoever was given what they are a part of. It is
 * the access to each field that says nothing of its own.
 */
export type TypeAccess = 'anyone' | 'parent' | readonly Access[]

/** What is known before anything is read: that somebody is signed in, if that is what it takes. @throws UnauthenticatedError */
export function requireSignIn(viewer: Viewer | null, access: Access): void {
  if (access === 'anyone' || access === 'guest' || access === 'secret') return
  if (access === 'account') requireAccount(viewer)
  else requireViewer(viewer)
}

/**
 * Whether a viewer may have a field of something in a restaurant that they were given. Who is not of the restaurant
 * and was given it all the same was given it as a guest.
 */
export function mayHave(viewer: Viewer | null, restaurantId: string, access: FieldAccess): boolean {
  const list = [access].flat()
  if (list.includes('guest') && !isInsider(viewer, restaurantId)) return true
  const permissions: ReadonlySet<Access> = permissionsIn(viewer, restaurantId)
  return list.some((one) => permissions.has(one))
}

/** What somebody is told who may not have such a field. */
export function refusalOf(viewer: Viewer | null, restaurantId: string): PublicError {
  if (!viewer) return new UnauthenticatedError()
  return isInsider(viewer, restaurantId) ? new ForbiddenError() : new NotFoundError('restaurant')
}

function isInsider(viewer: Viewer | null, restaurantId: string): boolean {
  return viewer !== null && restaurantsOf(viewer).includes(restaurantId)
}
