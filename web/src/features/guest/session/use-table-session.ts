import { useCallback, useRef } from 'react'
import { useClient, useQuery } from 'urql'
import { graphql } from '../../../gql'
import type { TableEventsSubscription, TableSnapshotQuery } from '../../../gql/graphql'
import { useFeed } from '../../../graphql/use-feed'
import { useReceipt } from './use-receipt'

const TableSnapshot = graphql(`
  query TableSnapshot($sessionToken: String!) {
    tableSession(sessionToken: $sessionToken) {
      id
      status
      cursor
      openedAt
      closedAt
      pin
      table { id label }
      restaurant { id name currency timeZone pricesIncludeTax }
      orders { id status version updatedAt ...OrderProgress ...BillOrder }
      bill {
        due { amountMinor currency }
        ...BillTotals
      }
    }
  }
`)

const TableBill = graphql(`
  query TableBill($sessionToken: String!) {
    tableSession(sessionToken: $sessionToken) {
      id
      bill { ...BillTotals }
    }
  }
`)

const TableEvents = graphql(`
  subscription TableEvents($sessionToken: String!, $after: String) {
    tableSessionEvents(sessionToken: $sessionToken, after: $after) {
      __typename
      id
      cursor
      occurredAt
      ... on OrderCreatedEvent {
        order { id status version updatedAt number customerName ...OrderProgress ...BillOrder }
      }
      ... on OrderStatusChangedEvent {
        previousStatus
        status
        order { id status version updatedAt number statusHistory { status at reason } ...OrderProgress ...BillOrder }
      }
      ... on OrderAcknowledgedEvent {
        order { id version number acknowledgedAt }
      }
      ... on TableSessionChangedEvent {
        sessionStatus: status
        tableSession { id status closedAt pin bill { ...BillTotals } }
      }
      ... on GuestRemovedEvent {
        tableSession { id pin }
      }
    }
  }
`)

/** The session of a table as the guest's pages show it. */
export type TableSession = NonNullable<TableSnapshotQuery['tableSession']>

/** One event at the guest's table. */
export type TableEvent = TableEventsSubscription['tableSessionEvents']

/**
 * The table's session as this device sees it, kept live. `snapshot.data.tableSession` is null for a token nobody knows.
 * @param onEvent told of each event once, after the cache has taken it in
 */
export function useTableSession(sessionToken: string, onEvent?: (event: TableEvent) => void) {
  const client = useClient()
  const [result, execute] = useQuery({ query: TableSnapshot, variables: { sessionToken } })
  const session = result.data?.tableSession
  const refreshBill = useBillRefresh(sessionToken)

  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  const reload = useCallback(async () => {
    const answer = await client
      .query(TableSnapshot, { sessionToken }, { requestPolicy: 'network-only' })
      .toPromise()
    return answer.data?.tableSession?.cursor
  }, [client, sessionToken])

  useFeed({
    document: TableEvents,
    variables: { sessionToken },
    // A closed session tells nothing more; useReceipt() asks.
    cursor: session && session.status !== 'CLOSED' ? session.cursor : null,
    reload,
    isLast: ({ tableSessionEvents: event }) =>
      event.__typename === 'TableSessionChangedEvent' && event.sessionStatus === 'CLOSED',
    onEvent: ({ tableSessionEvents: event }) => {
      if (changesBill(event)) void refreshBill()
      onEvent?.(event)
    },
  })

  useReceipt(session, reload)

  // A field that failed is null, too: that is no answer, least of all that nobody knows the token.
  const snapshot = session === null && result.error ? { data: undefined, error: result.error } : result
  return { snapshot, session, retry, reload }
}

function changesBill(event: TableEvent): boolean {
  if (event.__typename === 'OrderCreatedEvent') return true
  return (
    event.__typename === 'OrderStatusChangedEvent' &&
    (event.status === 'CANCELLED' || event.previousStatus === 'CANCELLED')
  )
}

/** Asks for the bill again; calls while an answer is under way lead to one more question after it, never to a race. */
function useBillRefresh(sessionToken: string) {
  const client = useClient()
  const state = useRef({ running: false, again: false })
  return useCallback(async () => {
    const refresh = state.current
    refresh.again = true
    if (refresh.running) return
    refresh.running = true
    while (refresh.again) {
      refresh.again = false
      await client.query(TableBill, { sessionToken }, { requestPolicy: 'network-only' }).toPromise()
    }
    refresh.running = false
  }, [client, sessionToken])
}
