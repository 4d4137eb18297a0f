import { useState } from 'react'
import { graphql } from '../../../gql'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { Problem } from '../../../ui/problem'

const SignOutEverywhereMutation = graphql(`
  mutation ManageSignOutEverywhere {
    signOutEverywhere {
      signedOut
    }
  }
`)

/** For a phone that was lost, or a browser that was left signed in. */
export function SignOutEverywhere() {
  const { run, busy, problem } = useAction(SignOutEverywhereMutation, {
    answerOf: ({ signOutEverywhere }) => signOutEverywhere,
  })
  const [asking, setAsking] = useState(false)

  async function leave() {
    // A fresh page: nothing of this restaurant stays in memory for the next person.
    if (await run({})) location.reload()
  }

  return (
    <Card className="flex flex-wrap items-center justify-between gap-4 p-6">
      <div className="min-w-60 flex-1">
        <h2 className="text-2xl">Lost a device?</h2>
        <p className="mt-1 text-ink-soft">Sign out every browser that is signed in as you, this one too.</p>
      </div>
      <Button variant="danger" busy={busy} onClick={() => setAsking(true)} className="max-sm:w-full">
        Sign out everywhere
      </Button>
      {problem && <Problem>{problem.words}</Problem>}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Sign out everywhere?"
        description="A kitchen screen that is signed in as you gets no orders from then on. Paired tablets stay."
        confirmLabel="Sign out everywhere"
        cancelLabel="Stay signed in"
        destructive
        onConfirm={leave}
      />
    </Card>
  )
}
