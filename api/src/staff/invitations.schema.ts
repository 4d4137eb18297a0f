import type { SignedIn } from '../auth/auth.ts'
import { InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { databaseId, encodeGlobalId } from '../graphql/global-id.ts'
import type {
  Invitation,
  MadeInvitation,
  ReceivedInvitation as ReceivedShape,
} from './invitations.service.ts'
import { AlreadyStaffError, InvalidCredentialsError, LinkInvalidError } from './staff.errors.ts'
import { SignInPayload } from './staff.schema.ts'
import { StaffRole } from './staff-role.schema.ts'

builder.objectType(AlreadyStaffError, {
  access: 'parent',
  name: 'AlreadyStaffError',
  description: 'Whoever is invited works here already. Code ALREADY_STAFF.',
  interfaces: [ErrorInterface],
})

const StaffInvitation = builder.objectRef<Invitation>('StaffInvitation').implement({
  access: ['staff:manage'],
  description: 'An invitation that is neither accepted nor revoked.',
  fields: (t) => ({
    id: t.id({ description: 'Stable.', resolve: ({ id }) => encodeGlobalId('StaffInvitation', id) }),
    email: t.exposeString('email', { description: 'Where the link was sent.' }),
    role: t.field({ type: StaffRole, description: 'What they are to be.', resolve: ({ role }) => role }),
    invitedBy: t.exposeString('invitedBy', { description: 'The name of who invited them.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When.' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when the link is good.' }),
  }),
})

builder.prismaObjectField('Restaurant', 'invitations', (t) =>
  t.field({
    type: [StaffInvitation],
    description:
      'Invitations that wait to be accepted, expired ones too, newest first. For managers and owners.',
    access: 'staff:manage',
    select: { id: true },
    resolve: ({ id }, _args, { invitations }) => invitations.list(id),
  }),
)

const InvitationPayload = builder.objectRef<MadeInvitation>('InviteStaffPayload').implement({
  access: 'parent',
  description: 'A mail with a link is on its way, or the link is here to be passed on.',
  fields: (t) => ({
    invitation: t.field({
      type: StaffInvitation,
      description: 'The invitation.',
      resolve: ({ invitation }) => invitation,
    }),
    link: t.exposeString('link', {
      nullable: true,
      description:
        'Where this installation sends no mail: the link, this once, for the inviter to pass on. Null: it is in the mail alone.',
    }),
  }),
})

const InviteStaffInput = builder.inputType('InviteStaffInput', {
  description: 'Whom to invite.',
  fields: (t) => ({
    restaurantId: t.id({ required: true, description: 'Where to.' }),
    email: t.string({ required: true, description: 'Where to send the link.' }),
    role: t.field({
      type: StaffRole,
      required: true,
      description: 'What they are to be. Only owners make owners.',
    }),
  }),
})

builder.mutationField('inviteStaff', (t) =>
  t.field({
    access: 'staff:manage',
    type: InvitationPayload,
    description:
      'Sends somebody a link, or answers it where no mail is sent, that makes them staff, good once within seven days. Inviting an address again replaces the earlier link. For managers and owners.',
    errors: {
      types: [AlreadyStaffError, InvalidInputError],
      union: { name: 'InviteStaffResult', description: 'The invitation, or why there is none.' },
    },
    args: { input: t.arg({ type: InviteStaffInput, required: true, description: 'Whom.' }) },
    resolve: (_parent, { input }, { invitations, viewer }) =>
      invitations.invite(viewer, {
        ...input,
        restaurantId: databaseId('Restaurant', input.restaurantId),
      }),
  }),
)

const RevokeInvitationInput = builder.inputType('RevokeInvitationInput', {
  description: 'An invitation to take back.',
  fields: (t) => ({ invitationId: t.id({ required: true, description: 'Which.' }) }),
})

const RevokeInvitationPayload = builder
  .objectRef<{ invitation: Invitation }>('RevokeInvitationPayload')
  .implement({
    access: 'parent',
    description: 'Its link no longer works.',
    fields: (t) => ({
      invitation: t.field({
        type: StaffInvitation,
        description: 'The invitation as it was.',
        resolve: ({ invitation }) => invitation,
      }),
    }),
  })

builder.mutationField('revokeInvitation', (t) =>
  t.field({
    access: 'staff:manage',
    type: RevokeInvitationPayload,
    description: 'Takes an invitation back. For managers and owners.',
    args: { input: t.arg({ type: RevokeInvitationInput, required: true, description: 'Which.' }) },
    resolve: async (_parent, { input }, { invitations, viewer }) => ({
      invitation: await invitations.revoke(viewer, databaseId('StaffInvitation', input.invitationId)),
    }),
  }),
)

const ReceivedInvitation = builder.objectRef<ReceivedShape>('ReceivedInvitation').implement({
  access: ['secret'],
  description: 'What whoever has the link of an invitation is told.',
  fields: (t) => ({
    restaurant: t.prismaField({
      type: 'Restaurant',
      description: 'Where they are invited to.',
      resolve: (query, { restaurantId }, _args, { db }) =>
        db.restaurant.findUniqueOrThrow({ ...query, where: { id: restaurantId } }),
    }),
    email: t.exposeString('email', { description: 'What they will sign in with.' }),
    role: t.field({ type: StaffRole, description: 'What they are to be.', resolve: ({ role }) => role }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'Until when the link is good.' }),
    hasAccount: t.exposeBoolean('hasAccount', {
      description: 'True: they have an account from elsewhere, and accept with its password.',
    }),
  }),
})

builder.queryField('invitation', (t) =>
  t.field({
    access: 'secret',
    type: ReceivedInvitation,
    nullable: true,
    description:
      'An invitation, for whoever has its link. Null for one that is unknown, used, revoked or expired.',
    args: { token: t.arg.string({ required: true, description: 'What stands behind the # of the link.' }) },
    resolve: (_parent, { token }, { invitations }) => invitations.byToken(token),
  }),
)

const AcceptInvitationInput = builder.inputType('AcceptInvitationInput', {
  description: 'Joining a restaurant by the link of a mail.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'What stands behind the # of the link.' }),
    name: t.string({
      required: true,
      description: 'At most 80 characters, for histories. An account that is there keeps its own.',
    }),
    password: t.string({
      required: true,
      description:
        '10 to 128 characters, and none that everybody tries. Where there is an account: its password.',
    }),
  }),
})

const AcceptInvitationPayload = builder.objectRef<{ signIn: SignedIn }>('AcceptInvitationPayload').implement({
  access: 'parent',
  description: 'They work here now.',
  fields: (t) => ({
    signIn: t.field({
      type: SignInPayload,
      description: 'They are signed in, too. Browsers are sent it as a cookie.',
      resolve: ({ signIn }) => signIn,
    }),
  }),
})

builder.mutationField('acceptInvitation', (t) =>
  t.field({
    access: 'secret',
    type: AcceptInvitationPayload,
    description: 'Makes whoever has the link staff, with an account, and uses the link up.',
    errors: {
      types: [LinkInvalidError, InvalidCredentialsError, InvalidInputError],
      union: { name: 'AcceptInvitationResult', description: 'A sign-in, or why not.' },
    },
    args: { input: t.arg({ type: AcceptInvitationInput, required: true, description: 'By what, as whom.' }) },
    async resolve(_parent, { input }, { invitations, setCookies }) {
      const signIn = await invitations.accept(input)
      setCookies(signIn.cookies)
      return { signIn }
    },
  }),
)
