import { z } from 'zod'
import { type RecordAccountAction, recordAction } from '../audit/audit-trail.ts'
import type { Auth, SignedIn } from '../auth/auth.ts'
import { createAccount, type NewAccount } from '../auth/create-account.ts'
import { hashPassword } from '../auth/password.ts'
import { checkNewPassword } from '../auth/password-rules.ts'
import { type Permission, permissionsOf, requirePermission } from '../auth/permissions.ts'
import { createSecret, hashSecret, isSecret } from '../auth/secrets.ts'
import { requireAccount, type StaffRole, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import { InvalidInputError, NotFoundError } from '../errors.ts'
import type { Mailer } from '../mail/mailer.ts'
import { MAX_NAME_LENGTH, requireText } from '../text.ts'
import { invitationMail } from './mails.ts'
import { AlreadyStaffError, InvalidCredentialsError, LinkInvalidError } from './staff.errors.ts'

const GOOD_FOR_MS = 7 * 24 * 3_600_000

/** An invitation that is neither accepted nor revoked. */
export interface Invitation {
  readonly id: string
  readonly restaurantId: string
  readonly email: string
  readonly role: StaffRole
  readonly invitedBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** An invitation that was just made, and how its link reaches who was invited. */
export interface MadeInvitation {
  readonly invitation: Invitation
  /** Null: it is in a mail on its way. Otherwise this installation sends no mail, and the inviter passes it on. */
  readonly link: string | null
}

/** What whoever has the link is told. */
export interface ReceivedInvitation {
  readonly restaurantId: string
  readonly email: string
  readonly role: StaffRole
  readonly expiresAt: Date
  /** There is an account with this address: it is joined with its own password. */
  readonly hasAccount: boolean
}

export interface Invitations {
  /**
   * Sends somebody a link, or answers it where no mail is sent. Inviting an address again replaces what it was sent before.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError, InvalidInputError, AlreadyStaffError
   */
  invite(
    viewer: Viewer | null,
    request: { restaurantId: string; email: string; role: StaffRole },
  ): Promise<MadeInvitation>
  /** @throws UnauthenticatedError, NotFoundError, ForbiddenError */
  revoke(viewer: Viewer | null, invitationId: string): Promise<Invitation>
  /** Newest first. The caller has made sure that the viewer may see them. */
  list(restaurantId: string): Promise<Invitation[]>
  /** Null for a token that is unknown, used, revoked or expired. */
  byToken(token: string): Promise<ReceivedInvitation | null>
  /**
   * Uses the link up, and signs in. Where the address has an account, the password is that account's and the name is
   * not used.
   * @throws LinkInvalidError, InvalidInputError, InvalidCredentialsError
   */
  accept(request: { token: string; name: string; password: string }): Promise<SignedIn>
}

const FIELDS = {
  id: true,
  restaurantId: true,
  email: true,
  role: true,
  invitedBy: true,
  invitedById: true,
  createdAt: true,
  expiresAt: true,
} as const

/** What it takes to make somebody this, or to take it from them. */
export function permissionOver(role: StaffRole): Permission {
  return role === 'OWNER' ? 'owners:manage' : 'staff:manage'
}

export function createInvitations(services: {
  db: Db
  clock: Clock
  auth: Auth
  mailer: Mailer
  record: RecordAccountAction
  /** The origin that links lead to. */
  origin: string
  rightsChanged: () => void
}): Invitations {
  const { db, clock, auth, record, mailer, origin, rightsChanged } = services

  /** @throws LinkInvalidError */
  async function live(token: string, tx: Tx = db) {
    const found = isSecret('invitation', token)
      ? await tx.staffInvitation.findUnique({ where: { tokenHash: hashSecret(token) }, select: FIELDS })
      : null
    if (!found || found.expiresAt <= clock.now()) throw new LinkInvalidError()
    const { restaurantId, invitedById, role } = found
    const inviter = await tx.staffMember.findUnique({
      where: { userId_restaurantId: { userId: invitedById, restaurantId } },
      select: { role: true },
    })
    // Somebody who was removed must not come back by an invitation of their own.
    if (!inviter || !permissionsOf(inviter.role).has(permissionOver(role))) throw new LinkInvalidError()
    return found
  }

  return {
    async invite(viewer, { restaurantId, role, ...request }) {
      requirePermission(viewer, restaurantId, 'staff:manage')
      requirePermission(viewer, restaurantId, permissionOver(role))
      const actor = requireAccount(viewer)
      const email = checkEmail(request.email)
      const { secret, hash } = createSecret('invitation')
      const at = clock.now()
      const { invitation, restaurant } = await db.$transaction(async (tx) => {
        const works = { restaurantId, user: { email } }
        if (await tx.staffMember.findFirst({ where: works, select: { id: true } }))
          throw new AlreadyStaffError()
        // Invitations of one restaurant are made one after the other: the same one twice at once replaces itself.
        await tx.$queryRaw`SELECT FROM restaurant WHERE id = ${restaurantId}::uuid FOR NO KEY UPDATE`
        const before = { restaurantId_email: { restaurantId, email } }
        const replaced = await tx.staffInvitation.findUnique({ where: before, select: { role: true } })
        if (replaced) {
          requirePermission(viewer, restaurantId, permissionOver(replaced.role))
          await tx.staffInvitation.delete({ where: before, select: { id: true } })
        }
        const made = await tx.staffInvitation.create({
          data: {
            restaurantId,
            email,
            role,
            tokenHash: hash,
            invitedBy: actor.name,
            invitedById: actor.userId,
            createdAt: at,
            expiresAt: new Date(at.getTime() + GOOD_FOR_MS),
          },
          select: { ...FIELDS, restaurant: { select: { name: true } } },
        })
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'staff.invited',
          target: email,
          details: { role },
          at,
        })
        const { restaurant: of, ...rest } = made
        return { invitation: rest, restaurant: of }
      })
      const link = `${origin}/invitation#${secret}`
      if (!mailer.delivers) return { invitation, link }
      // Not awaited: an SMTP server may take its time, and whoever is not reached is invited again.
      void mailer.send(invitationMail(email, actor.name, restaurant.name, link))
      return { invitation, link: null }
    },

    async revoke(viewer, invitationId) {
      const found = await db.staffInvitation.findUnique({ where: { id: invitationId }, select: FIELDS })
      // To strangers all ids are alike.
      const { restaurantId = '', role = 'SERVER', email = '' } = found ?? {}
      const actor = requirePermission(viewer, restaurantId, permissionOver(role), 'invitation')
      await db.$transaction(async (tx) => {
        const { count } = await tx.staffInvitation.deleteMany({ where: { id: invitationId } })
        if (count === 0) throw new NotFoundError('invitation')
        await recordAction(tx, {
          restaurantId,
          actor,
          action: 'staff.invitationRevoked',
          target: email,
          at: clock.now(),
        })
      })
      if (!found) throw new NotFoundError('invitation')
      return found
    },

    list: (restaurantId) =>
      db.staffInvitation.findMany({
        where: { restaurantId },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: FIELDS,
      }),

    async byToken(token) {
      const found = await live(token).catch((error: unknown) => {
        if (error instanceof LinkInvalidError) return null
        throw error
      })
      if (!found) return null
      const { restaurantId, email, role, expiresAt } = found
      const account = await db.user.findUnique({ where: { email }, select: { id: true } })
      return { restaurantId, email, role, expiresAt, hasAccount: account !== null }
    },

    async accept({ token, password, ...request }) {
      const { email } = await live(token)
      const account = await db.user.findUnique({ where: { email }, select: { id: true } })
      const own = account && (await auth.signIn(email, password))
      if (account && !own) throw new InvalidCredentialsError()
      const newcomer = account ? null : await checkNewcomer(email, request.name, password)
      const at = clock.now()
      await db.$transaction(async (tx) => {
        const { id, restaurantId, role } = await live(token, tx)
        // Whoever takes the row has the link; a second one finds none.
        const { count } = await tx.staffInvitation.deleteMany({ where: { id } })
        if (count === 0) throw new LinkInvalidError()
        const userId = newcomer ? await createAccount(tx, newcomer) : own?.viewer.userId
        // Another invitation of the same newcomer was accepted at the same time: they sign in with that one's password.
        if (!userId) throw new InvalidCredentialsError()
        const member = { userId, restaurantId }
        const { role: held } = await tx.staffMember.upsert({
          where: { userId_restaurantId: member },
          create: { ...member, role },
          update: {},
          select: { role: true },
        })
        const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } })
        await recordAction(tx, {
          restaurantId,
          actor: { kind: 'staff', userId, name: user.name },
          action: 'staff.joined',
          target: email,
          // Not the invitation's: who works here already keeps what they are.
          details: { role: held },
          at,
        })
      })
      rightsChanged()
      if (own) record(own.viewer.userId, 'account.signedIn')
      const signedIn = own
        ? await auth.signedIn({ ...own, signInId: own.viewer.signInId })
        : await auth.signIn(email, password)
      if (!signedIn) throw new InvalidCredentialsError()
      return signedIn
    },
  }
}

/** @returns in lower case, as sign-in looks it up @throws InvalidInputError */
function checkEmail(email: string): string {
  const parsed = z.email().max(254).toLowerCase().safeParse(email.trim())
  if (!parsed.success) throw new InvalidInputError(['email'], 'email must be an e-mail address.')
  return parsed.data
}

/** @returns the account to make @throws InvalidInputError */
async function checkNewcomer(email: string, name: string, password: string): Promise<NewAccount> {
  const cleaned = requireText(name, { path: ['name'], maxLength: MAX_NAME_LENGTH })
  checkNewPassword(password, ['password'], email)
  return { email, name: cleaned, passwordHash: await hashPassword(password) }
}
