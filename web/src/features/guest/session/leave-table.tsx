import { LogOut } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useMutation } from 'urql'
import { graphql } from '../../../gql'
import { Button } from '../../../ui/button'
import { showToast } from '../../../ui/toast'

export const LeaveTable = graphql(`
  mutation LeaveTable($input: LeaveTableSessionInput!) {
    leaveTableSession(input: $input) { hasLeft }
  }
`)

/** Comes after the menu is on the screen: a first look at the menu does not wait for it. */
export const loadConfirmDialog = async () => ({
  default: (await import('../../../ui/confirm-dialog')).ConfirmDialog,
})
const ConfirmDialog = lazy(loadConfirmDialog)

type LeaveTableButtonProps = { sessionToken: string; tableLabel: string; onLeft: () => void }

/** For whoever sits down elsewhere, or hands the phone on: this device forgets the table. */
export function LeaveTableButton({ sessionToken, tableLabel, onLeft }: LeaveTableButtonProps) {
  const [{ fetching }, leave] = useMutation(LeaveTable)
  const [asked, setAsked] = useState(false)
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
      <Button
        variant="quiet"
        busy={fetching}
        onClick={() => {
          setAsked(true)
          setConfirming(true)
        }}
        className="text-ink-soft"
      >
        <LogOut aria-hidden="true" className="size-5" />
        Leave this table
      </Button>
      <Suspense>
        {asked && (
          <ConfirmDialog
            open={confirming}
            onOpenChange={setConfirming}
            title={`Leave ${tableLabel}?`}
            description="This phone forgets the table and its bill. What was ordered stays with the others."
            confirmLabel="Leave"
            cancelLabel="Stay"
            onConfirm={confirm}
          />
        )}
      </Suspense>
    </>
  )
}
