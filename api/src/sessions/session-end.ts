import type { Db } from '../db/database.ts'

/**
 * Where in their feeds sessions closed, by their ids; none for one that is open, and for one whose end the log has let
 * go of.
 */
export async function closingPositions(
  db: Db,
  tableSessionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (tableSessionIds.length === 0) return new Map()
  const rows = await db.event.findMany({
    where: {
      tableSessionId: { in: [...tableSessionIds] },
      type: 'TableSessionChanged',
      payload: { path: ['status'], equals: 'CLOSED' },
    },
    select: { tableSessionId: true, sessionPosition: true },
  })
  return new Map(rows.map((row) => [String(row.tableSessionId), Number(row.sessionPosition)]))
}
