import { Hand, HandHelping, Hourglass } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useMutation, useSubscription } from 'urql'
import { graphql } from '../../../gql'
import type { JoinRequestChangedSubscription } from '../../../gql/graphql'
import { isDenied } from '../../../graphql/error-codes'
import { Button } from '../../../ui/button'
import { forgetWaiting, rememberDevice, type WaitingDevice } from './device-storage'
import { JoinFrame, JoinTitle } from './join-frame'
import { LeaveTable } from './leave-table'
import { useSecondsUntil } from './pin-field'

const JoinRequestChanged = graphql(`
  subscription JoinRequestChanged($joinRequestToken: String!) {
    joinRequestChanged(joinRequestToken: $joinRequestToken) {
      id
      status
      expiresAt
      table { id label }
    }
  }
`)

/** A decision is the last that is told; the stream's end by itself says nothing. */
const context = {
  isLast: ({ joinRequestChanged }: JoinRequestChangedSubscription) => joinRequestChanged.status !== 'PENDING',
}

type WaitingForStaffProps = { tableCode: string; waiting: WaitingDevice }

/** Until the staff have decided whether this device may sit down; then it goes on by itself. */
export default function WaitingForStaff({ tableCode, waiting }: WaitingForStaffProps) {
  const { joinRequestToken, guestName } = waiting
  const [{ data, error }] = useSubscription({
    query: JoinRequestChanged,
    variables: { joinRequestToken },
    context,
  })
  const [, leave] = useMutation(LeaveTable)
  const request = data?.joinRequestChanged
  const secondsLeft = useSecondsUntil(request?.expiresAt ?? null)
  const isOver = request !== undefined && request.status === 'PENDING' && secondsLeft === 0
  const status = isOver ? 'EXPIRED' : request?.status
  const isApproved = status === 'APPROVED'
  const isUnknown = isDenied(error?.graphQLErrors)

  useEffect(() => {
    if (isApproved) rememberDevice(tableCode, { sessionToken: joinRequestToken, guestName })
    if (isApproved || isUnknown) forgetWaiting(tableCode)
  }, [isApproved, isUnknown, tableCode, joinRequestToken, guestName])

  function stopWaiting() {
    // Whether that arrives or not: nobody waits here any more, and the request ends by itself.
    void leave({ input: { sessionToken: joinRequestToken } })
    forgetWaiting(tableCode)
  }

  if (status === 'DECLINED')
    return (
      <JoinFrame title="Please ask the staff">
        <Sign icon={<Hand className="size-9" />} />
        <JoinTitle title="Please ask the staff">
          They did not let this phone join the table. A word with them will help.
        </JoinTitle>
        <Button size="lg" variant="secondary" className="w-full" onClick={() => forgetWaiting(tableCode)}>
          Ask again
        </Button>
      </JoinFrame>
    )
  if (status === 'EXPIRED' || status === 'WITHDRAWN')
    return (
      <JoinFrame title="Nobody has answered">
        <Sign icon={<Hourglass className="size-9" />} />
        <JoinTitle title="Nobody has answered">
          The staff have their hands full. Please wave to them, or ask again.
        </JoinTitle>
        <Button size="lg" className="w-full" onClick={() => forgetWaiting(tableCode)}>
          Ask again
        </Button>
      </JoinFrame>
    )
  return (
    <JoinFrame title="Waiting for the staff">
      <div role="status" className="space-y-5">
        <Sign icon={<HandHelping className="size-9 animate-simmer" />} />
        <JoinTitle title="Waiting for the staff">
          {request ? `${request.table.label}: they` : 'They'} see your request and let you in. Keep this page
          open; it goes on by itself.
        </JoinTitle>
      </div>
      <Button size="lg" variant="secondary" className="w-full" onClick={stopWaiting}>
        Never mind
      </Button>
    </JoinFrame>
  )
}

function Sign({ icon }: { icon: ReactNode }) {
  return (
    <div
      aria-hidden="true"
      className="grid size-18 place-items-center rounded-full bg-brand-soft text-brand-ink"
    >
      {icon}
    </div>
  )
}
