import { MANAGERS, requireViewer, roleIn, type Viewer } from '../auth/viewer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import { ForbiddenError, NotFoundError } from '../errors.ts'
import { hashToken } from '../sessions/guests.ts'
import { createTableCode } from './table-code.ts'

export interface Tables {
  /**
   * Gives a table a new code. Whoever sits there stays; the old code opens nothing from now on.
   * @throws UnauthenticatedError, NotFoundError, ForbiddenError
   */
  rotateCode(viewer: Viewer | null, tableId: string): Promise<void>
}

export function createTables({ db, clock }: { db: Db; clock: Clock }): Tables {
  return {
    async rotateCode(viewer, tableId) {
      const staff = requireViewer(viewer)
      const table = await db.table.findUnique({ where: { id: tableId }, select: { restaurantId: true } })
      const role = table ? roleIn(staff, table.restaurantId) : undefined
      if (!role) throw new NotFoundError('table')
      if (!MANAGERS.includes(role)) throw new ForbiddenError()
      await db.$transaction(async (tx) => {
        // Locked, so that two who do it at once leave no code that is neither the table's nor retired.
        await tx.$queryRaw`SELECT FROM restaurant_table WHERE id = ${tableId}::uuid FOR NO KEY UPDATE`
        const { code } = await tx.table.findUniqueOrThrow({ where: { id: tableId }, select: { code: true } })
        await tx.retiredTableCode.create({
          data: { codeHash: hashToken(code), tableId, retiredAt: clock.now() },
        })
        await tx.table.update({ where: { id: tableId }, data: { code: createTableCode() } })
      })
    },
  }
}
