import { recordAction } from '../audit/audit-trail.ts'
import { requirePermission } from '../auth/permissions.ts'
import { hashSecret } from '../auth/secrets.ts'
import { requireViewer, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { createTableCode, mayBeTableCode } from './table-code.ts'

export interface Tables {
  /** Whether a table has this code now. */
  hasCode(code: string): Promise<boolean>
  /**
   * Gives a table a new code. Whoever sits there stays; the old code opens nothing from now on.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError
   */
  rotateCode(viewer: Viewer | null, tableId: string): Promise<void>
}

export function createTables({ db, clock }: { db: Db; clock: Clock }): Tables {
  return {
    async hasCode(code) {
      if (!mayBeTableCode(code)) return false
      return (await db.table.findUnique({ where: { code }, select: { id: true } })) !== null
    },

    async rotateCode(viewer, tableId) {
      requireViewer(viewer)
      const table = await db.table.findUnique({
        where: { id: tableId },
        select: { restaurantId: true, label: true },
      })
      if (!table) throw new NotFoundError('table')
      const { restaurantId, label } = table
      const actor = requirePermission(viewer, restaurantId, 'tables:manage', 'table')
      const at = clock.now()
      await db.$transaction(async (tx) => {
        // Locked, so that two who do it at once leave no code that is neither the table's nor retired.
        await tx.$queryRaw`SELECT FROM restaurant_table WHERE id = ${tableId}::uuid FOR NO KEY UPDATE`
        const { code } = await tx.table.findUniqueOrThrow({ where: { id: tableId }, select: { code: true } })
        await tx.retiredTableCode.create({
          data: { codeHash: hashSecret(code), tableId, retiredAt: at },
        })
        await tx.table.update({ where: { id: tableId }, data: { code: createTableCode() } })
        await recordAction(tx, { restaurantId, actor, action: 'table.codeReplaced', target: label, at })
      })
    },
  }
}
