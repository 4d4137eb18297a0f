import { randomUUID } from 'node:crypto'
import { getNamedType, isCompositeType, isNonNullType, isObjectType } from 'graphql'
import type { Access, TypeAccess } from '../../src/auth/access.ts'
import type { Permission } from '../../src/auth/permissions.ts'
import { encodeGlobalId } from '../../src/graphql/global-id.ts'
import { schema } from '../../src/graphql/schema.ts'
import type { Entry } from './cells.ts'
import { nothingLike } from './entries.ts'
import type { Seat, World } from './world.ts'

/** What it takes to find by its id what is not for anyone. */
const BY_ID: Permission = 'orders:read'

/** Ids of each kind that there is here. */
async function idsHere({ api: { db }, here }: World, seat: Seat): Promise<Record<string, string>> {
  const where = { where: { restaurantId: here.id } }
  const group = await db.optionGroup.findFirstOrThrow({
    where: { menuItem: { restaurantId: here.id } },
    include: { options: true },
  })
  const item = await db.orderItem.findFirstOrThrow({ where: { orderId: seat.orderId } })
  const event = await db.event.findFirstOrThrow(where)
  return {
    Restaurant: here.id,
    Table: here.tables[0]?.id ?? '',
    TableSession: seat.tableSessionId,
    Order: seat.orderId,
    OrderItem: item.id,
    MenuItem: here.menuItemId,
    MenuCategory: (await db.menuCategory.findFirstOrThrow(where)).id,
    OptionGroup: group.id,
    MenuOption: group.options[0]?.id ?? '',
    // These have ids and are no nodes.
    Guest: seat.guestId,
    JoinRequest: (await db.joinRequest.findFirstOrThrow(where)).id,
    StaffMember: (await db.staffMember.findFirstOrThrow(where)).id,
    StaffInvitation: (await db.staffInvitation.findFirstOrThrow(where)).id,
    Device: (await db.device.findFirstOrThrow(where)).id,
    ApiKey: (await db.apiKey.findFirstOrThrow(where)).id,
    AuditEntry: (await db.auditEntry.findFirstOrThrow(where)).id,
    Event: event.id,
  }
}

export const NODES = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name)

/** node(id) for everything that has an id. */
export async function createNodeEntries(world: World, seat: Seat): Promise<Entry[]> {
  const ids = await idsHere(world, seat)
  return Object.entries(ids).map(([typename, id]): Entry => {
    const access = NODES.includes(typename) ? accessOfType(typename) : null
    const nothing = encodeGlobalId(typename, randomUUID())
    return {
      field: 'Query.node',
      as: `of a ${typename}`,
      at: world.here.id,
      access: access === 'anyone' ? 'anyone' : BY_ID,
      there: encodeGlobalId(typename, id),
      notThere: [nothing],
      variables: (asked) => ({ id: asked }),
      // What is no node cannot be asked for like this by anyone, whether it is there or not.
      granted: access ? typename : 'BAD_USER_INPUT',
      refused: access ? 'null' : 'BAD_USER_INPUT',
      nothing: access ? 'null' : 'BAD_USER_INPUT',
    }
  })
}

/** The fields that take more than the type that they are fields of, where that can be found by its id. */
export async function createNestedEntries(world: World, seat: Seat): Promise<Entry[]> {
  const ids = await idsHere(world, seat)
  return narrowedFields()
    .filter(({ typename, isNullable }) => NODES.includes(typename) && !isNullable)
    .map(({ typename, field, access, selection }): Entry => {
      const parent = accessOfType(typename)
      return {
        field: 'Query.node',
        as: `to ${typename}.${field}`,
        at: world.here.id,
        access,
        there: encodeGlobalId(typename, ids[typename] ?? ''),
        notThere: [nothingLike(typename)[0] ?? ''],
        variables: (id) => ({ id }),
        select: `{ __typename ... on ${typename} { ${field} ${selection} } }`,
        granted: typename,
        ...(parent === 'anyone' ? {} : { behind: BY_ID }),
        nothing: 'null',
      }
    })
}

/** Every field outside of the roots that declares an access of its own. */
export function narrowedFields() {
  const roots = ['Query', 'Mutation', 'Subscription']
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !roots.includes(type.name)
      ? Object.values(type.getFields()).flatMap(({ name: field, type: of, extensions }) => {
          const { access } = extensions as { access?: Access }
          const selection = isCompositeType(getNamedType(of)) ? '{ __typename }' : ''
          return access === undefined
            ? []
            : [{ typename: type.name, field, access, selection, isNullable: !isNonNullType(of) }]
        })
      : [],
  )
}

function accessOfType(typename: string): TypeAccess {
  const { access } = (schema.getType(typename)?.extensions ?? {}) as { access?: TypeAccess }
  if (access === undefined) throw new Error(`${typename} does not declare its access`)
  return access
}
