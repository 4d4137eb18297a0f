import type { SignedIn } from '../auth/auth.ts'
import { noDeviceCookie } from '../auth/device-cookie.ts'
import { requireViewer } from '../auth/viewer.ts'
import { ForbiddenError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { InvalidCredentialsError } from './staff.errors.ts'
import { Viewer } from './viewer.schema.ts'

builder.objectType(InvalidCredentialsError, {
  access: 'parent',
  name: 'InvalidCredentialsError',
  description: 'A wrong password, or a wrong e-mail address. Code INVALID_CREDENTIALS.',
  interfaces: [ErrorInterface],
})

builder.queryField('viewer', (t) =>
  t.field({
    access: 'anyone',
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

export const SignInPayload = builder.objectRef<SignedIn>('SignInPayload').implement({
  access: 'parent',
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
    access: 'secret',
    type: SignInPayload,
    description: 'Signs a member of staff in.',
    errors: {
      types: [InvalidCredentialsError],
      union: { name: 'SignInResult', description: 'A sign-in, or why not.' },
    },
    args: { input: t.arg({ type: SignInInput, required: true, description: 'Who.' }) },
    async resolve(_parent, { input }, { passwords, setCookies }) {
      const signedIn = await passwords.signIn(input.email, input.password)
      setCookies(signedIn.cookies)
      return signedIn
    },
  }),
)

const SignOutPayload = builder.objectRef<{ signedOut: boolean }>('SignOutPayload').implement({
  access: 'parent',
  description: 'A sign-in that is over.',
  fields: (t) => ({ signedOut: t.exposeBoolean('signedOut', { description: 'Always true.' }) }),
})

builder.mutationField('signOut', (t) =>
  t.field({
    access: 'viewer',
    type: SignOutPayload,
    description:
      "Ends the viewer's own sign-in: the token or cookie of this request no longer works. A device is unpaired by it. API keys are revoked instead.",
    async resolve(_parent, _args, { passwords, devices, viewer, credential, setCookies }) {
      const leaving = requireViewer(viewer)
      if (leaving.kind === 'partner') throw new ForbiddenError()
      if (leaving.kind === 'device') {
        await devices.unpair(leaving.deviceId)
        setCookies([noDeviceCookie()])
      } else {
        setCookies(await passwords.signOut({ viewer, credential }))
      }
      return { signedOut: true }
    },
  }),
)

builder.mutationField('signOutEverywhere', (t) =>
  t.field({
    access: 'account',
    type: SignOutPayload,
    description: "Ends every sign-in of the viewer's account, this one too. For staff.",
    async resolve(_parent, _args, { passwords, viewer, credential, setCookies }) {
      setCookies(await passwords.signOutEverywhere({ viewer, credential }))
      return { signedOut: true }
    },
  }),
)
