import { useCallback, useState } from 'react'
import { useMutation, useQuery } from 'urql'
import { graphql, readFragment } from '../../../gql'
import type { KitchenJoinRequestFragment } from '../../../gql/graphql'
import { isDenied, retryAfter } from '../../../graphql/error-codes'
import { useRetryAfter } from '../../../graphql/query-view'
import { useNow } from '../../../ui/time'
import { showToast } from '../../../ui/toast'

const KitchenJoinRequest = graphql(`
  fragment KitchenJoinRequest on JoinRequest {
    id
    status
    guestName
    requestedAt
    expiresAt
    table {
      id
      label
    }
  }
`)

const JoinRequestsQuery = graphql(`
  query KitchenJoinRequests($restaurantId: ID!) {
    joinRequests(restaurantId: $restaurantId) {
      id
      ...KitchenJoinRequest
    }
  }
`)

const DecideJoinRequest = graphql(`
  mutation KitchenDecideJoinRequest($input: DecideJoinRequestInput!) {
    decideJoinRequest(input: $input) {
      joinRequest {
        id
        ...KitchenJoinRequest
      }
    }
  }
`)

/** A device that waits to sit down. */
export type JoinRequest = KitchenJoinRequestFragment

/** Those who wait to sit down, and the staff's answers. */
export type Joining = ReturnType<typeof useJoinRequests>

/** A decision comes with the board's events; of a new request they say only that there is one: `refresh` then. */
export function useJoinRequests(restaurantId: string) {
  const [{ data, error }, execute] = useQuery({ query: JoinRequestsQuery, variables: { restaurantId } })
  const [, send] = useMutation(DecideJoinRequest)
  const [deciding, setDeciding] = useState<string | null>(null)
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  const mayPass = error && !isDenied(error.graphQLErrors)
  useRetryAfter(mayPass ? error : undefined, refresh, retryAfter(error?.graphQLErrors))
  const now = useNow()

  async function decide(request: JoinRequest, isApproved: boolean) {
    setDeciding(request.id)
    const { error } = await send({ input: { joinRequestId: request.id, isApproved } })
    setDeciding(null)
    if (error)
      showToast({
        title: `${request.table.label}: not answered`,
        description: 'No answer from the server. Please try again.',
        tone: 'cancelled',
      })
  }

  const waiting = readFragment(KitchenJoinRequest, data?.joinRequests ?? []).filter(
    ({ status, expiresAt }) => status === 'PENDING' && Date.parse(expiresAt) > now.getTime(),
  )
  return { waiting, deciding, refresh, decide }
}
