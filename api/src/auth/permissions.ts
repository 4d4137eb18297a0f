import { ForbiddenError, NotFoundError } from '../errors.ts'
import { type ApiKeyScope, requireViewer, type StaffRole, type Viewer } from './viewer.ts'

/** What can be allowed in a restaurant. What anyone may do, guests with their token included, needs none of these. */
const PERMISSIONS = [
  /** Orders, table sessions, and the events that tell of them. */
  'orders:read',
  /** Every move of an order but that of the next line. */
  'orders:write',
  /** Cancelling what is cooked already. */
  'orders:cancel-ready',
  /** The kitchen's board: reading it, and saying that it has shown orders. */
  'board:read',
  /** Taking items off the menu, and putting them back. */
  'menu:availability',
  'menu:read',
  'menu:write',
  'ordering:pause',
  /** The restaurant's settings. */
  'restaurant:manage',
  /** The codes that the tables' QR codes hold. */
  'tables:read',
  'tables:manage',
  /** Seeing which devices sit at a table, letting them in, and sending them away. */
  'guests:manage',
  'sessions:close',
  'payments:write',
  /** Inviting, listing, changing and removing staff, but for owners. */
  'staff:manage',
  /** The same for owners. */
  'owners:manage',
  'devices:manage',
  'keys:manage',
  'audit:read',
] as const

export type Permission = (typeof PERMISSIONS)[number]

const FLOOR: readonly Permission[] = [
  'orders:read',
  'orders:write',
  'board:read',
  'menu:read',
  'tables:read',
  'guests:manage',
]
const KITCHEN: readonly Permission[] = [...FLOOR, 'menu:availability', 'ordering:pause']
const SERVER: readonly Permission[] = [...FLOOR, 'sessions:close', 'payments:write']
const MANAGER: readonly Permission[] = [
  ...KITCHEN,
  ...SERVER,
  'orders:cancel-ready',
  'menu:write',
  'restaurant:manage',
  'tables:manage',
  'staff:manage',
  'devices:manage',
]

/**
 * What it takes to know that there is such a thing: to a key without it there is none. Null: all who work for the
 * restaurant may know.
 */
const SEEN_WITH = {
  restaurant: null,
  'menu item': null,
  'member of staff': null,
  invitation: null,
  device: null,
  'API key': null,
  order: 'orders:read',
  'table session': 'orders:read',
  guest: 'orders:read',
  'join request': 'orders:read',
  table: 'orders:read',
} as const satisfies Readonly<Record<string, Permission | null>>

/** What can be looked for, as the refusal calls it. */
export type Thing = keyof typeof SEEN_WITH

/** What each role may do. */
const OF_ROLE: Readonly<Record<StaffRole, ReadonlySet<Permission>>> = {
  OWNER: new Set(PERMISSIONS),
  MANAGER: new Set(MANAGER),
  KITCHEN: new Set(KITCHEN),
  SERVER: new Set(SERVER),
}

/** What each scope of an API key allows. */
const OF_SCOPE: Readonly<Record<ApiKeyScope, readonly Permission[]>> = {
  ORDERS_READ: ['orders:read'],
  ORDERS_WRITE: ['orders:write'],
  MENU_READ: ['menu:read'],
  MENU_WRITE: ['menu:availability', 'menu:write'],
}

const NONE: ReadonlySet<Permission> = new Set()

/** What a role may do. */
export function permissionsOf(role: StaffRole): ReadonlySet<Permission> {
  return OF_ROLE[role]
}

/** What the viewer may do in a restaurant; nothing for outsiders. */
export function permissionsIn(viewer: Viewer | null, restaurantId: string): ReadonlySet<Permission> {
  switch (viewer?.kind) {
    case 'staff': {
      const membership = viewer.memberships.find((candidate) => candidate.restaurantId === restaurantId)
      return membership ? OF_ROLE[membership.role] : NONE
    }
    // A tablet in the kitchen does the kitchen's work, and is left alone with whoever passes.
    case 'device':
      return viewer.restaurantId === restaurantId ? OF_ROLE.KITCHEN : NONE
    case 'partner':
      return viewer.restaurantId === restaurantId
        ? new Set(viewer.scopes.flatMap((scope) => OF_SCOPE[scope]))
        : NONE
    case undefined:
      return NONE
  }
}

/** The restaurants that the viewer has anything to do with. */
export function restaurantsOf(viewer: Viewer): readonly string[] {
  return viewer.kind === 'staff'
    ? viewer.memberships.map(({ restaurantId }) => restaurantId)
    : [viewer.restaurantId]
}

/** The restaurants in which the viewer may do something. */
export function restaurantsWhere(viewer: Viewer | null, permission: Permission): string[] {
  return viewer ? restaurantsOf(viewer).filter((restaurantId) => can(viewer, restaurantId, permission)) : []
}

/** Whether the viewer may do something in a restaurant. */
export function can(viewer: Viewer | null, restaurantId: string, permission: Permission): boolean {
  return permissionsIn(viewer, restaurantId).has(permission)
}

/**
 * The viewer, once they are known to be allowed something in a restaurant.
 * @param what what was looked for: to those who may not see it, it does not exist
 * @throws UnauthenticatedError, NotFoundError for those, ForbiddenError for others
 */
export function requirePermission(
  viewer: Viewer | null,
  restaurantId: string,
  permission: Permission,
  what: Thing = 'restaurant',
): Viewer {
  const present = requireViewer(viewer)
  if (can(present, restaurantId, permission)) return present
  const seenWith = SEEN_WITH[what]
  const isSeen = seenWith
    ? can(present, restaurantId, seenWith)
    : restaurantsOf(present).includes(restaurantId)
  throw isSeen ? new ForbiddenError() : new NotFoundError(what)
}
