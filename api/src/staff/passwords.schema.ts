import type { SignedIn } from '../auth/auth.ts'
import { InvalidInputError } from '../errors.ts'
import { builder } from '../graphql/builder.ts'
import { ErrorInterface } from '../graphql/error-types.ts'
import { InvalidCredentialsError, LinkInvalidError } from './staff.errors.ts'
import { SignInPayload } from './staff.schema.ts'

builder.objectType(LinkInvalidError, {
  access: 'parent',
  name: 'LinkInvalidError',
  description: 'The link of a mail is unknown, used, revoked or expired. Code LINK_INVALID.',
  interfaces: [ErrorInterface],
})

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  description: 'Another password for one’s own account.',
  fields: (t) => ({
    currentPassword: t.string({ required: true, description: 'The one it has.' }),
    newPassword: t.string({
      required: true,
      description: '10 to 128 characters, and none that everybody tries.',
    }),
  }),
})

const ChangePasswordPayload = builder.objectRef<{ signIn: SignedIn }>('ChangePasswordPayload').implement({
  access: 'parent',
  description: 'The new password holds, and every earlier sign-in is over.',
  fields: (t) => ({
    signIn: t.field({
      type: SignInPayload,
      description: 'To go on with. Browsers are sent it as a cookie too.',
      resolve: ({ signIn }) => signIn,
    }),
  }),
})

builder.mutationField('changePassword', (t) =>
  t.field({
    access: 'account',
    type: ChangePasswordPayload,
    description: "Changes the viewer's password and ends every sign-in of the account. For staff.",
    errors: {
      types: [InvalidCredentialsError, InvalidInputError],
      union: { name: 'ChangePasswordResult', description: 'A new sign-in, or why not.' },
    },
    args: { input: t.arg({ type: ChangePasswordInput, required: true, description: 'From what to what.' }) },
    async resolve(_parent, { input }, { passwords, viewer, credential, setCookies }) {
      const { currentPassword, newPassword } = input
      const signIn = await passwords.change({ viewer, credential }, currentPassword, newPassword)
      setCookies(signIn.cookies)
      return { signIn }
    },
  }),
)

const RequestPasswordResetInput = builder.inputType('RequestPasswordResetInput', {
  description: 'Who has forgotten their password.',
  fields: (t) => ({ email: t.string({ required: true, description: "The account's e-mail address." }) }),
})

const RequestPasswordResetPayload = builder
  .objectRef<{ requested: boolean }>('RequestPasswordResetPayload')
  .implement({
    access: 'parent',
    description: 'If there is such an account, it is sent a link.',
    fields: (t) => ({
      requested: t.exposeBoolean('requested', {
        description: 'Always true, whether there is such an account or not.',
      }),
    }),
  })

builder.mutationField('requestPasswordReset', (t) =>
  t.field({
    access: 'anyone',
    type: RequestPasswordResetPayload,
    description:
      'Has a link to a new password sent to an account. It is good once, for an hour. Where no mail is sent: BAD_USER_INPUT, with the reason NO_MAIL. For anyone.',
    args: { input: t.arg({ type: RequestPasswordResetInput, required: true, description: 'Whose.' }) },
    resolve(_parent, { input }, { passwords }) {
      passwords.requestReset(input.email)
      return { requested: true }
    },
  }),
)

const ResetPasswordInput = builder.inputType('ResetPasswordInput', {
  description: 'A new password, by the link of a mail.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'What stands behind the # of the link.' }),
    newPassword: t.string({
      required: true,
      description: '10 to 128 characters, and none that everybody tries.',
    }),
  }),
})

const ResetPasswordPayload = builder.objectRef<{ reset: boolean }>('ResetPasswordPayload').implement({
  access: 'parent',
  description: 'The new password holds, and every sign-in of the account is over: sign in with it.',
  fields: (t) => ({ reset: t.exposeBoolean('reset', { description: 'Always true.' }) }),
})

builder.mutationField('resetPassword', (t) =>
  t.field({
    access: 'secret',
    type: ResetPasswordPayload,
    description: 'Gives an account a new password, and uses the link up. For whoever has the link.',
    errors: {
      types: [LinkInvalidError, InvalidInputError],
      union: { name: 'ResetPasswordResult', description: 'That it is done, or why not.' },
    },
    args: { input: t.arg({ type: ResetPasswordInput, required: true, description: 'By what, to what.' }) },
    async resolve(_parent, { input }, { passwords }) {
      await passwords.reset(input.token, input.newPassword)
      return { reset: true }
    },
  }),
)
