import type { RecordAccountAction } from '../audit/audit-trail.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { Auth, Credential, SignedIn } from '../auth/auth.ts'
import { checkNewPassword } from '../auth/password-rules.ts'
import { requireAccount, type Viewer } from '../auth/viewer.ts'
import type { Db } from '../db/database.ts'
import { UnauthenticatedError } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { Mailer } from '../mail/mailer.ts'
import { passwordChangedMail } from './mails.ts'
import { InvalidCredentialsError, LinkInvalidError, NoMailError } from './staff.errors.ts'

/** The longest address that a mail can be sent to (RFC 5321). */
const MAX_EMAIL_LENGTH = 254
/** No address has them, and the database takes no NUL. */
const CONTROLS = /\p{Cc}/u

/** Who is asking, and what they were recognised by. */
export interface Caller {
  readonly viewer: Viewer | null
  readonly credential: Credential | null
}

/** An account's password and its sign-ins. */
export interface Passwords {
  /** @throws InvalidCredentialsError, which never says what was wrong */
  signIn(email: string, password: string): Promise<SignedIn>
  /**
   * Ends every sign-in of the account but the new one that it answers.
   * @throws UnauthenticatedError, InvalidCredentialsError, InvalidInputError
   */
  change(caller: Caller, current: string, next: string): Promise<SignedIn>
  /**
   * Has a link sent, if there is such an account. It answers before it has looked: nobody learns whether there is.
   * @throws NoMailError
   */
  requestReset(email: string): void
  /** Ends every sign-in of the account. @throws LinkInvalidError, InvalidInputError */
  reset(token: string, next: string): Promise<void>
  /** Ends this sign-in. @returns Set-Cookie values @throws UnauthenticatedError */
  signOut(caller: Caller): Promise<readonly string[]>
  /** Ends every sign-in of the account. @returns Set-Cookie values @throws UnauthenticatedError */
  signOutEverywhere(caller: Caller): Promise<readonly string[]>
}

export function createPasswords(services: {
  db: Db
  record: RecordAccountAction
  auth: Auth
  accounts: Accounts
  mailer: Mailer
  /** Tells all nodes that somebody's rights have changed. */
  rightsChanged: () => void
  logger: Logger
}): Passwords {
  const { db, record, auth, accounts, mailer, rightsChanged, logger } = services

  /** @throws UnauthenticatedError */
  function requireCredential({ viewer, credential }: Caller): Credential {
    requireAccount(viewer)
    if (!credential) throw new UnauthenticatedError()
    return credential
  }

  /** Whoever did not do it themselves learns of it. */
  function tellOwner(email: string): void {
    if (mailer.delivers) void mailer.send(passwordChangedMail(email))
  }

  return {
    async signIn(email, password) {
      const signedIn = await auth.signIn(email, password)
      if (!signedIn) throw new InvalidCredentialsError()
      record(signedIn.viewer.userId, 'account.signedIn')
      return signedIn
    },

    async change(caller, current, next) {
      const credential = requireCredential(caller)
      const { userId } = requireAccount(caller.viewer)
      const { email } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } })
      checkNewPassword(next, ['newPassword'], email)
      const made = await accounts.changePassword(credential, current, next)
      if (!made) throw new InvalidCredentialsError('This is not your current password.')
      record(userId, 'account.passwordChanged')
      tellOwner(email)
      try {
        return await auth.signedIn(made)
      } finally {
        // Last, since it ends the socket that the answer may have to take.
        rightsChanged()
      }
    },

    requestReset(email) {
      if (!mailer.delivers) throw new NoMailError()
      if (email.length > MAX_EMAIL_LENGTH || CONTROLS.test(email)) return
      accounts
        .requestPasswordReset(email)
        .catch((error: unknown) => logger.error({ err: error }, 'a link to a new password could not be made'))
    },

    async reset(token, next) {
      const email = await accounts.emailOfReset(token)
      if (email === null) throw new LinkInvalidError()
      checkNewPassword(next, ['newPassword'], email)
      const userId = await accounts.resetPassword(token, next)
      if (userId === null) throw new LinkInvalidError()
      record(userId, 'account.passwordReset')
      tellOwner(email)
      rightsChanged()
    },

    async signOut(caller) {
      const cookies = await accounts.signOut(requireCredential(caller))
      rightsChanged()
      return cookies
    },

    async signOutEverywhere(caller) {
      const cookies = await accounts.signOutEverywhere(requireCredential(caller))
      record(requireAccount(caller.viewer).userId, 'account.signedOutEverywhere')
      rightsChanged()
      return cookies
    },
  }
}
