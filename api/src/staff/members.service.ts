import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import type { StaffRole, Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { permissionOver } from './invitations.service.ts'
import { LastOwnerError } from './staff.errors.ts'

/** An account's place in a restaurant. */
export interface Member {
  readonly id: string
  readonly restaurantId: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly createdAt: Date
}

export interface Members {
  /** Longest first. The caller has made sure that the viewer may see them. */
  list(restaurantId: string): Promise<Member[]>
  /** @throws UnauthenticatedError, NotFoundError, ForbiddenError, LastOwnerError */
  changeRole(viewer: Viewer | null, memberId: string, role: StaffRole): Promise<Member>
  /** Takes the account out of the restaurant; it stays one elsewhere. @throws as changeRole() */
  remove(viewer: Viewer | null, memberId: string): Promise<Member>
}

const WITH_USER = { include: { user: { select: { name: true, email: true } } } } as const

export function createMembers(services: { db: Db; clock: Clock; rightsChanged: () => void }): Members {
  const { db, clock, rightsChanged } = services

  /** The member, once the viewer is known to be allowed to change what they are. */
  async function changeable(viewer: Viewer | null, memberId: string) {
    const row = await db.staffMember.findUnique({ where: { id: memberId }, ...WITH_USER })
    const { restaurantId = '', role = 'SERVER' } = row ?? {}
    // To strangers all ids are alike.
    requirePermission(viewer, restaurantId, 'staff:manage', 'member of staff')
    const actor = requirePermission(viewer, restaurantId, permissionOver(role), 'member of staff')
    if (!row) throw new NotFoundError('member of staff')
    return { member: toMember(row), actor }
  }

  return {
    async list(restaurantId) {
      const rows = await db.staffMember.findMany({
        where: { restaurantId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        ...WITH_USER,
      })
      return rows.map(toMember)
    },

    async changeRole(viewer, memberId, role) {
      const { member, actor } = await changeable(viewer, memberId)
      requirePermission(viewer, member.restaurantId, permissionOver(role))
      if (member.role === role) return member
      await db.$transaction(async (tx) => {
        await keepOwner(tx, member, role)
        await tx.staffMember.update({ where: { id: memberId }, data: { role }, select: { id: true } })
        await recordAction(tx, {
          restaurantId: member.restaurantId,
          actor,
          action: 'staff.roleChanged',
          target: member.name,
          details: { from: member.role, to: role },
          at: clock.now(),
        })
      })
      rightsChanged()
      return { ...member, role }
    },

    async remove(viewer, memberId) {
      const { member, actor } = await changeable(viewer, memberId)
      await db.$transaction(async (tx) => {
        await keepOwner(tx, member, null)
        await tx.staffMember.deleteMany({ where: { id: memberId } })
        await recordAction(tx, {
          restaurantId: member.restaurantId,
          actor,
          action: 'staff.removed',
          target: member.name,
          details: { role: member.role },
          at: clock.now(),
        })
      })
      rightsChanged()
      return member
    },
  }
}

/**
 * Refuses to let the last owner go. Changes of a restaurant's owners wait for each other, so that two of them cannot
 * remove one another.
 * @param next what the member is to become; null for nothing
 * @throws LastOwnerError, NotFoundError where the member has become another since they were looked at
 */
async function keepOwner(tx: Tx, member: Member, next: StaffRole | null): Promise<void> {
  await tx.$queryRaw`SELECT FROM restaurant WHERE id = ${member.restaurantId}::uuid FOR NO KEY UPDATE`
  const owners = await tx.staffMember.findMany({
    where: { restaurantId: member.restaurantId },
    select: { id: true, role: true },
  })
  if (owners.find(({ id }) => id === member.id)?.role !== member.role)
    throw new NotFoundError('member of staff')
  const others = owners.filter(({ id, role }) => id !== member.id && role === 'OWNER')
  if (member.role === 'OWNER' && next !== 'OWNER' && others.length === 0) throw new LastOwnerError()
}

function toMember({
  user,
  ...row
}: {
  id: string
  restaurantId: string
  userId: string
  role: StaffRole
  createdAt: Date
  user: { name: string; email: string }
}): Member {
  return { ...row, ...user }
}
