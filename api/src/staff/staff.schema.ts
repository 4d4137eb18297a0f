import type { SignedIn } from '../auth/auth.ts'
import type { Membership as MembershipShape, Viewer as ViewerShape } from '../auth/viewer.ts'
import { requireViewer } from '../auth/viewer.ts'
import { PublicError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'
import { StaffRole } from './staff-role.schema.ts'

/** Wrong e-mail address or password; which of the two is nobody's business. */
class InvalidCredentialsError extends PublicError {
  override name = 'InvalidCredentialsError'
  readonly code = 'INVALID_CREDENTIALS'
  constructor() {
    super('This e-mail address and password do not belong together.')
  }
}

builder.objectType(InvalidCredentialsError, {
  name: 'InvalidCredentialsError',
  description: 'Wrong e-mail address or password. Code INVALID_CREDENTIALS.',
  interfaces: [ErrorInterface],
})

const Membership = builder.objectRef<MembershipShape>('Membership').implement({
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
  }),
})

const Viewer = builder.objectRef<ViewerShape>('Viewer').implement({
  description: 'The member of staff who is asking.',
  fields: (t) => ({
    id: t.id({ description: 'Stable.', resolve: ({ userId }) => encodeGlobalId('Viewer', userId) }),
    name: t.exposeString('name', { description: "The person's name." }),
    memberships: t.field({
      type: [Membership],
      description: 'The restaurants they work in, longest first.',
      resolve: ({ memberships }) => [...memberships],
    }),
  }),
})

builder.queryField('viewer', (t) =>
  t.field({
    type: Viewer,
    nullable: true,
    description: 'Who is asking. Null for an anonymous caller.',
    resolve: (_parent, _args, { viewer }) => viewer,
  }),
)

const SignInInput = builder.inputType('SignInInput', {
  description: 'What an account signs in with.',
  fields: (t) => ({
    email: t.string({ required: true, description: "The account's e-mail address." }),
    password: t.string({ required: true, description: "The account's password." }),
  }),
})

const SignInPayload = builder.objectRef<SignedIn>('SignInPayload').implement({
  description: 'A sign-in. Browsers are sent it as a cookie too.',
  fields: (t) => ({
    token: t.exposeString('token', {
      description: 'For the header `Authorization: Bearer <token>`, or `authorization` in connection_init.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When the token ends, unless it is used before.',
    }),
    viewer: t.field({ type: Viewer, description: 'Who signed in.', resolve: ({ viewer }) => viewer }),
  }),
})

builder.mutationField('signIn', (t) =>
  t.field({
    type: SignInPayload,
    description: 'Signs a member of staff in.',
    errors: {
      types: [InvalidCredentialsError],
      union: { name: 'SignInResult', description: 'A sign-in, or why not.' },
    },
    args: { input: t.arg({ type: SignInInput, required: true, description: 'Who.' }) },
    async resolve(_parent, { input }, { auth, setCookies }) {
      const signedIn = await auth.signIn(input.email, input.password)
      if (!signedIn) throw new InvalidCredentialsError()
      setCookies(signedIn.cookies)
      return signedIn
    },
  }),
)

const SignOutPayload = builder.objectRef<{ signedOut: boolean }>('SignOutPayload').implement({
  description: 'A sign-in that is over.',
  fields: (t) => ({ signedOut: t.exposeBoolean('signedOut', { description: 'Always true.' }) }),
})

builder.mutationField('signOut', (t) =>
  t.field({
    type: SignOutPayload,
    description:
      "Ends the viewer's own sign-in: the token or cookie of this request is good for nothing afterwards.",
    async resolve(_parent, _args, { auth, viewer, credential, setCookies }) {
      requireViewer(viewer)
      if (credential) setCookies(await auth.signOut(credential))
      return { signedOut: true }
    },
  }),
)
