import { type Actor, actorId } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Logger } from '../logger.ts'
import type { AccountAction, AuditAction } from './audit-actions.ts'

/** As ActorKind in the Prisma schema. */
export type ActorKind = 'STAFF' | 'DEVICE' | 'PARTNER'

const KINDS = { staff: 'STAFF', device: 'DEVICE', partner: 'PARTNER' } as const satisfies Record<
  Actor['kind'],
  ActorKind
>

/** What somebody did. */
export interface Action {
  readonly restaurantId: string
  readonly actor: Actor
  readonly action: AuditAction
  /** What it was done to, as people call it. */
  readonly target?: string | null
  /** No secrets, and nothing that guests wrote. */
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>
  readonly at: Date
}

export interface AuditEntry {
  readonly id: string
  readonly at: Date
  readonly actorKind: ActorKind
  readonly actorId: string
  readonly actorName: string
  readonly action: string
  readonly target: string | null
  readonly details: unknown
}

/** Where a page begins: behind this entry, newest first. */
export interface AuditKey {
  readonly at: Date
  readonly id: string
}

export interface AuditTrail {
  /** Newest first. The caller has made sure that the viewer may see it. */
  list(restaurantId: string, page: { after: AuditKey | null; limit: number }): Promise<AuditEntry[]>
}

/** Writes down what somebody did, in the transaction in which it is done. */
export async function recordAction(tx: Tx, action: Action): Promise<void> {
  const { actor, target = null, details = {}, ...rest } = action
  await tx.auditEntry.create({
    data: { ...rest, ...recordedActor(actor), target, details },
    select: { id: true },
  })
}

/** An actor as an entry names them. */
export function recordedActor(actor: Actor): Pick<AuditEntry, 'actorKind' | 'actorId' | 'actorName'> {
  return { actorKind: KINDS[actor.kind], actorId: actorId(actor), actorName: actor.name }
}

/**
 * Writes down what somebody has done with their account, in each restaurant that they work in. It comes after the deed,
 * and nobody waits for it: a process that dies in between has written nothing.
 */
export type RecordAccountAction = (userId: string, action: AccountAction) => void

export function createAccountRecord(parts: { db: Db; clock: Clock; logger: Logger }): RecordAccountAction {
  const { db, clock, logger } = parts

  async function write(userId: string, action: AccountAction): Promise<void> {
    const at = clock.now()
    const memberships = await db.staffMember.findMany({
      where: { userId },
      select: { restaurantId: true, user: { select: { name: true } } },
    })
    await db.auditEntry.createMany({
      data: memberships.map(({ restaurantId, user: { name } }) => ({
        restaurantId,
        at,
        ...recordedActor({ kind: 'staff', userId, name }),
        action,
      })),
    })
  }

  return (userId, action) => {
    write(userId, action).catch((error: unknown) =>
      logger.error({ err: error }, 'what was done with an account could not be written down'),
    )
  }
}

export function createAuditTrail(db: Db): AuditTrail {
  return {
    list: (restaurantId, { after, limit }) =>
      db.auditEntry.findMany({
        where: {
          restaurantId,
          ...(after ? { OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] } : {}),
        },
        orderBy: [{ at: 'desc' }, { id: 'desc' }],
        take: limit,
      }),
  }
}
