import { graphql } from '../../../gql'
import type { KitchenSessionFragment } from '../../../gql/graphql'

/** A table with guests, as the board holds it; snapshot and events bring the same. */
export const KitchenSession = graphql(`
  fragment KitchenSession on TableSession {
    id
    status
    openedAt
    table {
      id
      label
    }
  }
`)

/** A table with guests. */
export type Session = KitchenSessionFragment

/** The tables whose guests want to pay, then the others; each the longest seated first. Closed ones are left out. */
export function sortSessions<Each extends Pick<Session, 'status' | 'openedAt'>>(
  sessions: readonly Each[],
): Each[] {
  const wantsToPay = (session: Each) => Number(session.status === 'BILL_REQUESTED')
  return sessions
    .filter((session) => session.status !== 'CLOSED')
    .toSorted((a, b) => wantsToPay(b) - wantsToPay(a) || a.openedAt.localeCompare(b.openedAt))
}
