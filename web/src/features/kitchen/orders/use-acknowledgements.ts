import { useEffect, useState } from 'react'
import { type Client, useClient } from 'urql'
import { graphql } from '../../../gql'
import { createBackoff } from '../../../graphql/backoff'
import { isFinal } from '../../../graphql/error-codes'
import { useConnection } from '../../../graphql/use-connection'
import { type AcknowledgementAnswer, createAcknowledger } from './acknowledger'

const AcknowledgeOrders = graphql(`
  mutation KitchenAcknowledge($input: AcknowledgeOrdersInput!) {
    acknowledgeOrders(input: $input) {
      orders {
        id
        version
        acknowledgedAt
        escalatedAt
      }
    }
  }
`)

/** @returns a function that says of orders that they were seen here; it need not be called twice for one */
export function useAcknowledgements(restaurantId: string): (orderIds: readonly string[]) => void {
  const client = useClient()
  const [acknowledger] = useState(() =>
    createAcknowledger({
      send: (orderIds) => send(client, { restaurantId, orderIds: [...orderIds] }),
      backoff: createBackoff(),
    }),
  )
  const { status } = useConnection()
  useEffect(() => {
    if (status === 'live') acknowledger.retryNow()
  }, [acknowledger, status])
  useEffect(() => acknowledger.clear, [acknowledger])
  return acknowledger.add
}

async function send(
  client: Client,
  input: { restaurantId: string; orderIds: string[] },
): Promise<AcknowledgementAnswer> {
  const { data, error } = await client.mutation(AcknowledgeOrders, { input }).toPromise()
  if (data) return 'taken'
  return error && !error.networkError && isFinal(error.graphQLErrors) ? 'refused' : 'failed'
}
