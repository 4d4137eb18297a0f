import { HandCoins } from 'lucide-react'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../../gql'
import type { TableSessionStatus } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { Problem } from '../../../ui/problem'

const RequestBill = graphql(`
  mutation RequestBill($input: RequestBillInput!) {
    requestBill(input: $input) {
      __typename
      ... on RequestBillPayload {
        tableSession { id status }
      }
      ... on Error { code message }
    }
  }
`)

type RequestBillProps = {
  sessionToken: string
  status: TableSessionStatus
  /** The session ended meanwhile: its snapshot has to be loaded again. */
  onSessionClosed: () => void
}

/** Calls the staff with the bill; once called, says so on every device of the table. */
export function RequestBillButton({ sessionToken, status, onSessionClosed }: RequestBillProps) {
  const [{ fetching }, requestBill] = useMutation(RequestBill)
  const [failed, setFailed] = useState(false)

  async function ask() {
    const { data, error } = await requestBill({ input: { sessionToken } })
    setFailed(error !== undefined)
    if (data?.requestBill.__typename === 'SessionClosedError') onSessionClosed()
  }

  if (status === 'BILL_REQUESTED') {
    return (
      <p
        role="status"
        className="rounded-control bg-ready-soft p-4 text-center text-lg font-bold text-ready-ink"
      >
        The staff know. The bill is on its way.
      </p>
    )
  }
  return (
    <div className="space-y-3">
      {failed && <Problem>The staff were not told: there is no connection. Please try again.</Problem>}
      <Button size="lg" className="w-full" busy={fetching} onClick={ask}>
        <HandCoins aria-hidden="true" className="size-6" />
        Ask for the bill
      </Button>
    </div>
  )
}
