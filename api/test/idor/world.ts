import { randomUUID } from 'node:crypto'
import { demo } from '../../../prisma/seed.ts'
import { createAccount } from '../../src/auth/create-account.ts'
import type { StaffRole, Viewer } from '../../src/auth/viewer.ts'
import { encodeCursor } from '../../src/events/cursor.ts'
import { encodeGlobalId } from '../../src/graphql/global-id.ts'
import { JoinApprovalPendingError } from '../../src/sessions/sessions.errors.ts'
import type { TestApi } from '../test-api.ts'

export const ROLES = ['OWNER', 'MANAGER', 'KITCHEN', 'SERVER'] as const satisfies readonly StaffRole[]

/** A restaurant, as those who attack it and those who work in it need it: database ids. */
export interface Place {
  readonly id: string
  readonly tables: readonly { readonly id: string; readonly code: string }[]
  readonly menuItemId: string
  /** Acts without a transport. */
  readonly owner: Viewer
  /** E-mail addresses of its staff; all have the demo password. */
  readonly staff: Readonly<Record<StaffRole, string>>
}

/** A party at a table, with an order that the kitchen has begun. */
export interface Seat {
  readonly sessionToken: string
  readonly restaurantId: string
  readonly tableSessionId: string
  readonly guestId: string
  readonly orderId: string
  /** The input of its order, to be sent again. */
  readonly order: object
  /** The beginning of its session's feed. */
  readonly after: string
}

/** What the matrix is about: a restaurant, another one, and all that belongs to the first. */
export interface World {
  readonly api: TestApi
  readonly here: Place
  readonly elsewhere: Place
  /** A second place of what is here, for each who would change the first. */
  readonly spare: Spare
  wait(table: number): Promise<string>
  sit(place: Place, table: number): Promise<Seat>
}

/** Makes things that are gone, or others, once they were asked for by who may. @returns their database ids */
export interface Spare {
  device(): Promise<string>
  invitation(): Promise<string>
  member(role: StaffRole): Promise<string>
  guest(): Promise<string>
}

export async function createWorld(api: TestApi): Promise<World> {
  const { db, services } = api
  const here = await placeOf(api, 'demo')
  const elsewhere = await placeOf(api, 'demo-two')
  // Its last table is for devices that are sent away.
  const { code: spareTable } = here.tables.at(-1) ?? { code: '' }

  return {
    api,
    here,
    elsewhere,

    async sit(place, table) {
      const { code = '' } = place.tables[table] ?? {}
      const { sessionToken, tableSession } = await services.sessions.start({
        tableCode: code,
        guestName: 'Ada',
      })
      const items = [{ menuItemId: place.menuItemId, quantity: 1, optionIds: [] }]
      const key = randomUUID()
      const { id } = await services.orders.create({ sessionToken, items, idempotencyKey: key })
      await services.orders.updateStatus(place.owner, { orderId: id, status: 'COOKING' })
      // What guests are not to see of it.
      await db.order.update({ where: { id }, data: { escalatedAt: new Date() } })
      const guest = await services.guests.byToken(sessionToken)
      return {
        sessionToken,
        restaurantId: place.id,
        tableSessionId: tableSession.id,
        guestId: guest?.id ?? '',
        orderId: id,
        order: {
          idempotencyKey: key,
          items: [{ menuItemId: encodeGlobalId('MenuItem', place.menuItemId), quantity: 1 }],
        },
        after: encodeCursor({ kind: 'session', id: tableSession.id }, { position: 0, eventId: null }),
      }
    },

    async wait(table) {
      const { code = '' } = here.tables[table] ?? {}
      await services.restaurants.setJoinPolicy(here.owner, { restaurantId: here.id, joinPolicy: 'APPROVAL' })
      const refused = await services.sessions.start({ tableCode: code }).catch((error: unknown) => error)
      await services.restaurants.setJoinPolicy(here.owner, { restaurantId: here.id, joinPolicy: 'OPEN' })
      if (!(refused instanceof JoinApprovalPendingError)) throw new Error('Nobody had to wait')
      return refused.joinRequestToken
    },

    spare: {
      async device() {
        const { code } = await services.devices.startPairing()
        return (await services.devices.approve(here.owner, { restaurantId: here.id, code, label: 'Spare' }))
          .id
      },
      async invitation() {
        const email = `${randomUUID()}@demo.test`
        return (
          await services.invitations.invite(here.owner, { restaurantId: here.id, email, role: 'SERVER' })
        ).invitation.id
      },
      member: (role) => hire(api, here.id, role).then(({ id }) => id),
      async guest() {
        // The first who sits there stays: the table's PIN would be asked of each that came after it.
        const party = await db.tableSession.findFirst({
          where: { table: { code: spareTable }, closedAt: null },
        })
        const { sessionToken } = await services.sessions.start({ tableCode: spareTable, pin: party?.pin })
        return (await services.guests.byToken(sessionToken))?.id ?? ''
      },
    },
  }
}

async function placeOf(api: TestApi, slug: string): Promise<Place> {
  const { db, services } = api
  const restaurant = await db.restaurant.findUniqueOrThrow({
    where: { slug },
    include: {
      tables: { orderBy: { position: 'asc' } },
      members: { include: { user: true } },
      menuItems: { where: { optionGroups: { none: {} }, isAvailable: true }, take: 1 },
    },
  })
  const staff: Record<string, string> = {}
  for (const role of ROLES) {
    const member = restaurant.members.find((candidate) => candidate.role === role)
    staff[role] = member?.user.email ?? (await hire(api, restaurant.id, role)).email
  }
  const signedIn = await services.auth.signIn(staff['OWNER'] ?? '', demo.password)
  const [item] = restaurant.menuItems
  if (!signedIn || !item) throw new Error(`${slug} has no owner, or nothing to order`)
  return {
    id: restaurant.id,
    tables: restaurant.tables,
    menuItemId: item.id,
    owner: signedIn.viewer,
    staff: staff as Place['staff'],
  }
}

/** Somebody new, with the demo password. @returns the id of their membership */
async function hire({ db }: TestApi, restaurantId: string, role: StaffRole) {
  const { password } = await db.authAccount.findFirstOrThrow({ where: { password: { not: null } } })
  const email = `${randomUUID()}@demo.test`
  const userId = await createAccount(db, { name: role, email, passwordHash: password ?? '' })
  if (!userId) throw new Error('The address is taken')
  const { id } = await db.staffMember.create({ data: { userId, restaurantId, role } })
  return { id, email }
}
