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
  const rows = await db.$queryRaw<{ id: string; position: bigint }[]>`
    SELECT table_session_id::text AS id, session_position AS position FROM event
    WHERE table_session_id = ANY(${tableSessionIds}::uuid[]) AND type = 'TableSessionChanged'
      AND payload ->> 'status' = 'CLOSED'`
  return new Map(rows.map(({ id, position }) => [id, Number(position)]))
}
