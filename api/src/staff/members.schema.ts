import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import type { Member } from './members.service.ts'
import { LastOwnerError } from './staff.errors.ts'
import { StaffRole } from './staff-role.schema.ts'

builder.objectType(LastOwnerError, {
  access: 'parent',
  name: 'LastOwnerError',
  description: 'A restaurant keeps at least one owner. Code LAST_OWNER.',
  interfaces: [ErrorInterface],
})

const StaffMember = builder.objectRef<Member>('StaffMember').implement({
  access: ['staff:manage'],
  description: 'Somebody who works in a restaurant.',
  fields: (t) => ({
    id: t.id({ description: 'Stable.', resolve: ({ id }) => encodeGlobalId('StaffMember', id) }),
    name: t.exposeString('name', { description: 'As histories have it.' }),
    email: t.exposeString('email', { description: 'What they sign in with.' }),
    role: t.field({ type: StaffRole, description: 'What they may do.', resolve: ({ role }) => role }),
    joinedAt: t.field({
      type: 'DateTime',
      description: 'Since when.',
      resolve: ({ createdAt }) => createdAt,
    }),
  }),
})

builder.prismaObjectField('Restaurant', 'staff', (t) =>
  t.field({
    type: [StaffMember],
    description: 'Who works here, longest first. For managers and owners.',
    access: 'staff:manage',
    select: { id: true },
    resolve: ({ id }, _args, { members }) => members.list(id),
  }),
)

const memberPayload = (name: string, description: string) =>
  builder.objectRef<{ member: Member }>(name).implement({
    access: 'parent',
    description,
    fields: (t) => ({
      member: t.field({ type: StaffMember, description: 'Who.', resolve: ({ member }) => member }),
    }),
  })

const ChangeStaffRoleInput = builder.inputType('ChangeStaffRoleInput', {
  description: 'Another role for somebody.',
  fields: (t) => ({
    memberId: t.id({ required: true, description: 'Who.' }),
    role: t.field({ type: StaffRole, required: true, description: 'What they are to be.' }),
  }),
})

builder.mutationField('changeStaffRole', (t) =>
  t.field({
    access: 'staff:manage',
    type: memberPayload('ChangeStaffRolePayload', 'They are this now.'),
    description:
      'Changes what somebody may do. For managers and owners; only owners make owners, or what is one something else.',
    errors: {
      types: [LastOwnerError],
      union: { name: 'ChangeStaffRoleResult', description: 'Who, or why not.' },
    },
    args: { input: t.arg({ type: ChangeStaffRoleInput, required: true, description: 'Who, and what.' }) },
    resolve: async (_parent, { input }, { members, viewer }) => ({
      member: await members.changeRole(viewer, databaseId('StaffMember', input.memberId), input.role),
    }),
  }),
)

const RemoveStaffMemberInput = builder.inputType('RemoveStaffMemberInput', {
  description: 'Somebody who works here no longer.',
  fields: (t) => ({ memberId: t.id({ required: true, description: 'Who.' }) }),
})

builder.mutationField('removeStaffMember', (t) =>
  t.field({
    access: 'staff:manage',
    type: memberPayload('RemoveStaffMemberPayload', 'They work here no longer.'),
    description: 'Takes somebody out of the restaurant. For managers and owners; only owners remove owners.',
    errors: {
      types: [LastOwnerError],
      union: { name: 'RemoveStaffMemberResult', description: 'Who it was, or why not.' },
    },
    args: { input: t.arg({ type: RemoveStaffMemberInput, required: true, description: 'Who.' }) },
    resolve: async (_parent, { input }, { members, viewer }) => ({
      member: await members.remove(viewer, databaseId('StaffMember', input.memberId)),
    }),
  }),
)
