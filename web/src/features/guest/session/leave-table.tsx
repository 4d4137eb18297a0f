import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../../gql'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { showToast } from '../../../ui/toast'

export const LeaveTable = graphql(`
  mutation LeaveTable($input: LeaveTableSessionInput!) {
    leaveTableSession(input: $input) { hasLeft }
  }
`)

type LeaveTableButtonProps = { sessionToken: string; tableLabel: string; onLeft: () => void }

/** For whoever sits down elsewhere, or hands the phone on: this device forgets the table. */
export function LeaveTableButton({ sessionToken, tableLabel, onLeft }: LeaveTableButtonProps) {
  const [{ fetching }, leave] = useMutation(LeaveTable)
  const [confirming, setConfirming] = useState(false)

  async function confirm() {
    const { data } = await leave({ input: { sessionToken } })
    if (data) return onLeft()
    showToast({
      title: `Still at ${tableLabel}`,
      description: 'There was no answer. Please try again.',
      tone: 'cancelled',
    })
  }

  return (
    <>
      <Button variant="quiet" busy={fetching} onClick={() => setConfirming(true)} className="text-ink-soft">
        <LogOut aria-hidden="true" className="size-5" />
        Leave this table
      </Button>
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Leave ${tableLabel}?`}
        description="This phone forgets the table and its bill. What was ordered stays with the others."
        confirmLabel="Leave"
        cancelLabel="Stay"
        onConfirm={confirm}
      />
    </>
  )
}
