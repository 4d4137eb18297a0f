import { expect, test } from 'vitest'
import type { TableSessionStatus } from '../../../gql/graphql'
import { sortSessions } from './session'

const session = (id: string, status: TableSessionStatus, openedAt: string) => ({ id, status, openedAt })

test('whoever wants to pay comes first, then who has sat longest; closed tables are gone', () => {
  const sorted = sortSessions([
    session('late', 'OPEN', '2026-11-20T20:00:00Z'),
    session('gone', 'CLOSED', '2026-11-20T18:00:00Z'),
    session('early', 'OPEN', '2026-11-20T19:00:00Z'),
    session('pays', 'BILL_REQUESTED', '2026-11-20T20:30:00Z'),
  ])
  expect(sorted.map(({ id }) => id)).toEqual(['pays', 'early', 'late'])
})
