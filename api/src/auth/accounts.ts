import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { bearer } from 'better-auth/plugins'
import type { Db } from '../db/database.ts'
import type { Credential } from './auth.ts'
import { hashPassword, PASSWORD_LENGTH, verifyPassword } from './password.ts'

/** What tokens to a new password consist of; whatever else is typed, the database need not be asked. */
const RESET_TOKEN = /^[a-z\d]{1,100}$/i

/** For so long a link to a new password is good. */
const RESET_SECONDS = 3_600

/** A sign-in as better-auth has made it. */
export interface NewSignIn {
  /** A bearer token, signed. */
  readonly token: string
  readonly signInId: string
  readonly expiresAt: Date
  /** Set-Cookie values for a browser. */
  readonly cookies: readonly string[]
}

/** The accounts of staff, their passwords and sign-ins: all that better-auth keeps for us. */
export interface Accounts {
  /** @returns null for a wrong e-mail address or password, and never says which */
  signIn(email: string, password: string): Promise<NewSignIn | null>
  /** The id of the sign-in that a credential stands for, renewed where it is time; null once it is over. */
  signInOf(credential: Credential): Promise<string | null>
  /** @returns Set-Cookie values that clear a browser's cookie */
  signOut(credential: Credential): Promise<readonly string[]>
  /** Ends every sign-in of the account. @returns Set-Cookie values that clear a browser's cookie */
  signOutEverywhere(credential: Credential): Promise<readonly string[]>
  /** Ends every sign-in of the account too, and every token to reset. @returns a new sign-in; null for a wrong current password */
  changePassword(credential: Credential, current: string, next: string): Promise<NewSignIn | null>
  /** Has a token sent to the account of this address, if there is one. */
  requestPasswordReset(email: string): Promise<void>
  /** The address of the account that a token is for; null for one that is unknown, used or expired. */
  emailOfReset(token: string): Promise<string | null>
  /** Uses up all tokens of the account and ends every sign-in. @returns whose it is; null for a token that is no longer good */
  resetPassword(token: string, next: string): Promise<string | null>
}

export function createAccounts(options: {
  db: Db
  secret: string
  /** The origin that browsers know us by. */
  publicUrl: string | undefined
  /** Makes cookies Secure: browsers then send them over https only. */
  production: boolean
  sendReset: (email: string, token: string) => Promise<void>
}): Accounts {
  const { db } = options
  const auth = betterAuth({
    database: prismaAdapter(db, { provider: 'postgresql', transaction: true }),
    secret: options.secret,
    baseURL: options.publicUrl ?? 'http://localhost',
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: { hash: hashPassword, verify: verifyPassword },
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => options.sendReset(user.email, token),
    },
    session: { modelName: 'authSession' },
    account: { modelName: 'authAccount' },
    verification: { modelName: 'authVerification', storeIdentifier: 'hashed' },
    advanced: { cookiePrefix: 'menumate', useSecureCookies: options.production },
    // What stands in the database is no bearer token: it takes our signature too.
    plugins: [bearer({ requireSignature: true })],
    logger: { disabled: true },
    telemetry: { enabled: false },
  })

  async function newSignIn(unsigned: string, headers: Headers): Promise<NewSignIn> {
    const { id, expiresAt } = await db.authSession.findUniqueOrThrow({ where: { token: unsigned } })
    const token = headers.get('set-auth-token')
    if (!token) throw new Error('A new sign-in has no token')
    return { token, signInId: id, expiresAt, cookies: headers.getSetCookie() }
  }

  async function userOfReset(token: string): Promise<string | null> {
    if (!RESET_TOKEN.test(token)) return null
    const { internalAdapter } = await auth.$context
    const verification = await internalAdapter.findVerificationValue(`reset-password:${token}`)
    return verification && verification.expiresAt >= new Date() ? verification.value : null
  }

  /** Whoever has read an older mail must not undo a new password by it. */
  async function forgetResets(userId: string): Promise<void> {
    await db.authVerification.deleteMany({ where: { value: userId } })
  }

  return {
    async signIn(email, password) {
      const signedIn = await orNull(auth.api.signInEmail({ body: { email, password }, returnHeaders: true }))
      return signedIn && newSignIn(signedIn.response.token, signedIn.headers)
    },

    async signInOf(credential) {
      const found = await auth.api.getSession({ headers: headersOf(credential) })
      return found?.session.id ?? null
    },

    async signOut(credential) {
      const { headers } = await auth.api.signOut({ headers: headersOf(credential), returnHeaders: true })
      return headers.getSetCookie()
    },

    async signOutEverywhere(credential) {
      const ended = await orNull(
        auth.api.revokeSessions({ headers: headersOf(credential), returnHeaders: true }),
      )
      return ended?.headers.getSetCookie() ?? []
    },

    async changePassword(credential, currentPassword, newPassword) {
      const changed = await orNull(
        auth.api.changePassword({
          body: { currentPassword, newPassword, revokeOtherSessions: true },
          headers: headersOf(credential),
          returnHeaders: true,
        }),
      )
      if (!changed?.response.token) return null
      await forgetResets(changed.response.user.id)
      return newSignIn(changed.response.token, changed.headers)
    },

    async requestPasswordReset(email) {
      await orNull(auth.api.requestPasswordReset({ body: { email } }))
    },

    async emailOfReset(token) {
      const userId = await userOfReset(token)
      const user = userId && (await db.user.findUnique({ where: { id: userId }, select: { email: true } }))
      return user ? user.email : null
    },

    async resetPassword(token, newPassword) {
      const userId = await userOfReset(token)
      if (userId === null) return null
      const reset = await orNull(auth.api.resetPassword({ body: { token, newPassword } }))
      if (reset?.status !== true) return null
      await forgetResets(userId)
      return userId
    },
  }
}

/** What better-auth refuses is the caller's mistake, and null; what fails in it is thrown. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof APIError && error.statusCode < 500) return null
    throw error
  }
}

function headersOf({ kind, value }: Credential): Headers {
  return new Headers({ [kind]: value })
}
