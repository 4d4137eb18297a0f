import { randomBytes } from 'node:crypto'
import type { ApiKeyScope, StaffRole, Viewer } from '../../src/auth/viewer.ts'
import { type Place, ROLES, type Seat, type World } from './world.ts'

const SCOPES = [
  'ORDERS_READ',
  'ORDERS_WRITE',
  'MENU_READ',
  'MENU_WRITE',
] as const satisfies readonly ApiKeyScope[]

/** How good a session token is: to order, to read the receipt, to wait with; or for nothing. */
export type Token = 'live' | 'closed' | 'waiting' | 'none'

/** Somebody who asks. */
export interface Principal {
  readonly name: string
  /** What it is told to be by `Authorization`. */
  readonly bearer?: string
  /** Who that is, said by hand: what they may do is looked up in the table of permissions. Null: nobody. */
  readonly viewer: Viewer | null
  /** What it passes where a guest's token is asked for. */
  readonly token: string
  readonly tokenIs: Token
  /** The party that the token belongs to. */
  readonly seat?: Seat
}

const staff = (role: StaffRole, restaurantId: string): Viewer => ({
  kind: 'staff',
  userId: '',
  name: role,
  signInId: '',
  memberships: [{ restaurantId, role }],
})

/** Their names, for tests to be named after. */
export const PRINCIPALS: readonly string[] = [
  'nobody',
  'a guest of this session',
  'a guest of another session here',
  'a guest elsewhere',
  'a guest who was removed',
  'a guest whose session is closed',
  'a device that waits to sit down',
  'a guest who passes as staff',
  ...['here', 'elsewhere'].flatMap((where) => [
    ...ROLES.map((role) => `${role} ${where}`),
    `a device ${where}`,
    `a key ${where} with all scopes`,
  ]),
  ...SCOPES.map((scope) => `a key here with ${scope}`),
  'a key that was revoked',
  'a device that was revoked',
  'a sign-in that has expired',
  'a sign-in that is over',
]

/** Each kind of principal, here, elsewhere and no longer. */
export async function createPrincipals(world: World): Promise<Principal[]> {
  const { api, here, elsewhere } = world
  const { db, services } = api
  const guest = (name: string, tokenIs: Token, seat: Seat): Principal => ({
    name,
    viewer: null,
    token: seat.sessionToken,
    tokenIs,
    seat,
  })
  const signedIn = (name: string, bearer: string, viewer: Viewer | null): Principal => ({
    name,
    bearer,
    viewer,
    token: bearer,
    tokenIs: 'none',
  })
  const key = (place: Place, scopes: readonly ApiKeyScope[]) =>
    services.apiKeys.create(place.owner, { restaurantId: place.id, name: 'Till', scopes })
  const partner = async (name: string, place: Place, scopes: readonly ApiKeyScope[]): Promise<Principal> =>
    signedIn(name, (await key(place, scopes)).secret, {
      kind: 'partner',
      apiKeyId: '',
      name: 'Till',
      restaurantId: place.id,
      scopes,
    })
  const pair = async (place: Place) => {
    const { code, secret } = await services.devices.startPairing()
    await services.devices.approve(place.owner, { restaurantId: place.id, code, label: 'Tablet' })
    return services.devices.claim(secret)
  }
  const tablet = async (name: string, place: Place): Promise<Principal> =>
    signedIn(name, (await pair(place)).token, {
      kind: 'device',
      deviceId: '',
      name: 'Tablet',
      restaurantId: place.id,
    })

  const [present, other, removed, closed, away] = [
    await world.sit(here, 0),
    await world.sit(here, 1),
    await world.sit(here, 2),
    await world.sit(here, 3),
    await world.sit(elsewhere, 0),
  ]
  await services.tableGuests.remove(here.owner, removed.guestId)
  await services.sessions.close(here.owner, { tableSessionId: closed.tableSessionId, reason: 'They left' })
  const principals: Principal[] = [
    { name: 'nobody', viewer: null, token: randomBytes(32).toString('base64url'), tokenIs: 'none' },
    guest('a guest of this session', 'live', present),
    guest('a guest of another session here', 'live', other),
    guest('a guest elsewhere', 'live', away),
    guest('a guest who was removed', 'none', removed),
    guest('a guest whose session is closed', 'closed', closed),
    { name: 'a device that waits to sit down', viewer: null, token: await world.wait(4), tokenIs: 'waiting' },
    // Their token in place of a credential is none.
    { ...guest('a guest who passes as staff', 'live', present), bearer: present.sessionToken },
  ]
  for (const [where, place] of [
    ['here', here],
    ['elsewhere', elsewhere],
  ] as const) {
    for (const role of ROLES) {
      const token = await api.signIn(place.staff[role])
      principals.push(signedIn(`${role} ${where}`, token, staff(role, place.id)))
    }
    principals.push(await tablet(`a device ${where}`, place))
    principals.push(await partner(`a key ${where} with all scopes`, place, SCOPES))
  }
  for (const scope of SCOPES) principals.push(await partner(`a key here with ${scope}`, here, [scope]))

  const revoked = await key(here, SCOPES)
  await services.apiKeys.revoke(here.owner, revoked.apiKey.id)
  const stolen = await pair(here)
  await services.devices.revoke(here.owner, stolen.device.id)
  const expired = await api.signIn(here.staff.OWNER)
  await db.authSession.updateMany({
    where: { token: expired.slice(0, expired.indexOf('.')) },
    data: { expiresAt: new Date(0) },
  })
  // The first look at it takes its row away.
  await api.http(expired).request('{ viewer { kind } }')
  const left = await api.signIn(here.staff.OWNER)
  await api.http(left).request('mutation { signOut { signedOut } }')
  services.auth.forget()
  for (const [name, bearer] of [
    ['a key that was revoked', revoked.secret],
    ['a device that was revoked', stolen.token],
    ['a sign-in that has expired', expired],
    ['a sign-in that is over', left],
  ] as const)
    principals.push(signedIn(name, bearer, null))
  return principals
}
