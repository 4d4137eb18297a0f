import { permissionsIn, permissionsOf, restaurantsOf } from '../auth/permissions.ts'
import { actorId, type Membership as MembershipShape, type Viewer as ViewerShape } from '../auth/viewer.ts'
import { builder } from '../graphql/builder.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'
import { StaffRole } from './staff-role.schema.ts'

const PERMISSION =
  'What may be done there, such as "orders:read". More may be added: ignore what you do not know.'

const Membership = builder.objectRef<MembershipShape>('Membership').implement({
  access: 'parent',
  description: "An account's place in a restaurant.",
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'The restaurant.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
    role: t.field({
      type: StaffRole,
      description: 'What the account may do there.',
      resolve: ({ role }) => role,
    }),
    permissions: t.stringList({
      description: PERMISSION,
      resolve: ({ role }) => [...permissionsOf(role)],
    }),
  }),
})

const Access = builder.objectRef<{ viewer: ViewerShape; restaurantId: string }>('Access').implement({
  access: 'parent',
  description: 'What a viewer may do in a restaurant.',
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'The restaurant.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
    permissions: t.stringList({
      description: PERMISSION,
      resolve: ({ viewer, restaurantId }) => [...permissionsIn(viewer, restaurantId)],
    }),
  }),
})

const ViewerKind = builder.enumType('ViewerKind', {
  description: 'Who can be asking.',
  values: {
    STAFF: { description: 'A person with an account.' },
    DEVICE: { description: 'A tablet that is paired with a restaurant.' },
    PARTNER: { description: 'A program with an API key.' },
  } as const,
})

const KINDS = { staff: 'STAFF', device: 'DEVICE', partner: 'PARTNER' } as const

export const Viewer = builder.objectRef<ViewerShape>('Viewer').implement({
  access: 'parent',
  description: 'Who is asking: a member of staff, a paired device, or a partner’s program.',
  fields: (t) => ({
    id: t.id({
      description: 'Stable.',
      resolve: (viewer) => encodeGlobalId('Viewer', actorId(viewer)),
    }),
    kind: t.field({ type: ViewerKind, description: 'What it is.', resolve: ({ kind }) => KINDS[kind] }),
    name: t.exposeString('name', {
      description: "The person's name, the device's label or the API key's name, as histories have it.",
    }),
    memberships: t.field({
      type: [Membership],
      description:
        'The restaurants they work in, longest first. A device has one, as KITCHEN; a partner has none.',
      resolve: (viewer) => membershipsOf(viewer),
    }),
    access: t.field({
      type: [Access],
      description: 'The restaurants they have to do with, and what they may do there.',
      resolve: (viewer) => restaurantsOf(viewer).map((restaurantId) => ({ viewer, restaurantId })),
    }),
  }),
})

function membershipsOf(viewer: ViewerShape): MembershipShape[] {
  switch (viewer.kind) {
    case 'staff':
      return [...viewer.memberships]
    case 'device':
      return [{ restaurantId: viewer.restaurantId, role: 'KITCHEN' }]
    case 'partner':
      return []
  }
}
