import { type Access, requireSignIn } from '../../src/auth/access.ts'
import { can, type Permission, restaurantsOf } from '../../src/auth/permissions.ts'
import type { Viewer } from '../../src/auth/viewer.ts'
import type { Answer } from '../client.ts'

/** What a principal is told: a code, or what it was given. */
export type Outcome = string

/** Where it does not matter which restaurant. */
const ONE_KIND: ReadonlySet<Access> = new Set(['anyone', 'guest', 'secret', 'viewer', 'account'])

/** What the table of permissions and the declaration come to. @param granted what those are told who may @param seenWith what it takes to know of it */
export function expectedOutcome(
  viewer: Viewer | null,
  restaurantId: string,
  access: Access,
  granted: Outcome,
  seenWith?: Permission,
): Outcome {
  try {
    requireSignIn(viewer, access)
  } catch {
    return 'UNAUTHENTICATED'
  }
  if (viewer === null || ONE_KIND.has(access)) return granted
  if (can(viewer, restaurantId, access as Permission)) return granted
  const isSeen = seenWith ? can(viewer, restaurantId, seenWith) : restaurantsOf(viewer).includes(restaurantId)
  return isSeen ? 'FORBIDDEN' : 'NOT_FOUND'
}

/** What an answer comes to: the code of its error, the name of the type that it gave, `null` or `data`. */
export function outcomeOf({ data, errors }: Answer): Outcome {
  const [error] = errors ?? []
  if (error) return error.extensions.code
  const [value] = Object.values(data ?? {}) as ({ __typename?: string } | null | undefined)[]
  if (value == null) return 'null'
  return value.__typename ?? 'data'
}

/** An answer without the text that was asked for, so that answers for different ones can be compared byte by byte. */
export function bytesOf(answer: Answer, asked: string): string {
  return JSON.stringify(answer).replaceAll(asked, '<asked>')
}
