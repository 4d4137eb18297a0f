import { can } from '../auth/permissions.ts'
import { encodeCursor } from '../events/cursor.ts'
import type { FeedEvent } from '../events/event.ts'
import { sharedSource } from '../events/shared-reads.ts'
import { builder } from '../graphql/builder.ts'
import type { Services } from '../graphql/context.ts'
import { Money } from '../graphql/money.ts'
import { Order } from '../orders/order-type.schema.ts'
import { type Bill as BillShape, billOf, type TableSessionSnapshot } from './session-snapshot.ts'

export const TableSessionStatus = builder.enumType('TableSessionStatus', {
  description: 'Where a party is in its visit.',
  values: {
    OPEN: { description: 'At the table.' },
    BILL_REQUESTED: { description: 'Asked for the bill. Can still order.' },
    CLOSED: { description: 'Over; its tokens read the receipt for a day, and order nothing.' },
  } as const,
})

const Bill = builder.objectRef<BillShape>('Bill').implement({
  access: 'parent',
  description: 'What a party owes: all of its orders but the cancelled ones.',
  fields: (t) => ({
    subtotal: t.field({
      type: Money,
      description: 'Without tax.',
      resolve: ({ subtotalMinor, currency }) => ({ amountMinor: subtotalMinor, currency }),
    }),
    tax: t.field({
      type: Money,
      description: 'All taxes.',
      resolve: ({ taxMinor, currency }) => ({ amountMinor: taxMinor, currency }),
    }),
    total: t.field({
      type: Money,
      description: 'subtotal + tax.',
      resolve: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    }),
    paid: t.field({
      type: Money,
      description: 'What staff have recorded as paid.',
      resolve: ({ paidMinor, currency }) => ({ amountMinor: paidMinor, currency }),
    }),
    due: t.field({
      type: Money,
      description: 'total − paid, and never below 0.',
      resolve: ({ dueMinor, currency }) => ({ amountMinor: dueMinor, currency }),
    }),
  }),
})

/** The session that an event is of, as it is now: for any viewer, and so without the name of a device. */
export function sessionOf(
  event: FeedEvent,
  tableSessionId: string,
  { sessions, sharedReads }: Pick<Services, 'sessions' | 'sharedReads'>,
): Promise<TableSessionShape> {
  return sharedReads.read(sharedSource(event), `session ${tableSessionId}`, () =>
    sessions.existing(tableSessionId),
  )
}

/** A session as a guest sees it, or as staff do. */
export type TableSessionShape = TableSessionSnapshot & {
  /** The name of the device that asks; undefined for staff. */
  readonly guestName?: string | null
}

export const TableSession = builder.node(builder.objectRef<TableSessionShape>('TableSession'), {
  access: ['guest', 'orders:read'],
  restaurantOf: ({ restaurantId }) => restaurantId,
  description: 'One party at one table, from the first scan to the settled bill.',
  id: { resolve: ({ id }) => id },
  async loadWithoutCache(id, { sessions, viewer }) {
    const session = await sessions.byId(id)
    return session && can(viewer, session.restaurantId, 'orders:read') ? session : null
  },
  fields: (t) => ({
    status: t.field({
      type: TableSessionStatus,
      description: 'Where it is.',
      resolve: ({ status }) => status,
    }),
    table: t.prismaField({
      type: 'Table',
      description: 'Where the party sits.',
      resolve: (query, session, _args, { db, sharedReads }) =>
        sharedReads.read(session, `table ${JSON.stringify(query)}`, async () =>
          db.table.findUniqueOrThrow({ ...query, where: { id: session.tableId } }),
        ),
    }),
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'Whose table it is.',
      resolve: (query, session, _args, { db, sharedReads }) =>
        sharedReads.read(session, `restaurant ${JSON.stringify(query)}`, async () =>
          db.restaurant.findUniqueOrThrow({ ...query, where: { id: session.restaurantId } }),
        ),
    }),
    openedAt: t.expose('openedAt', { type: 'DateTime', description: 'When the first device joined.' }),
    closedAt: t.expose('closedAt', { type: 'DateTime', nullable: true, description: 'When it ended.' }),
    pin: t.exposeString('pin', {
      access: ['guest', 'guests:manage'],
      nullable: true,
      description:
        'What newcomers have to type in. For the party, and for staff. Null where the restaurant asks for none, and once it is over.',
    }),
    guestName: t.string({
      nullable: true,
      description: 'The name that this device joined with. Null for staff.',
      resolve: ({ guestName }) => guestName ?? null,
    }),
    orders: t.field({
      type: [Order],
      description: 'What all devices at the table ordered, oldest first.',
      resolve: ({ orders }) => [...orders],
    }),
    bill: t.field({ type: Bill, description: 'What the party owes.', resolve: billOf }),
    cursor: t.string({
      description:
        'Where orderStatusChanged and tableSessionEvents go on from this snapshot: pass it as `after`.',
      resolve: ({ id, head }) => encodeCursor({ kind: 'session', id }, head),
    }),
  }),
})
