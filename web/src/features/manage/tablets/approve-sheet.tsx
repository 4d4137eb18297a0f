import type { FormEvent } from 'react'
import { graphql } from '../../../gql'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { Problem } from '../../../ui/problem'
import { Sheet } from '../../../ui/sheet'
import { TextField } from '../../../ui/text-field'
import { showToast } from '../../../ui/toast'

const ApproveDevice = graphql(`
  mutation ManageApproveDevice($input: ApproveDeviceInput!) {
    approveDevice(input: $input) {
      __typename
      ... on ApproveDevicePayload {
        device {
          id
          label
        }
      }
      ... on InvalidInputError {
        path
      }
      ... on Error {
        code
        message
      }
    }
  }
`)

type ApproveSheetProps = { restaurantId: string; onApproved: () => void; onClose: () => void }

/** Lets the tablet in whose code somebody reads from its screen. */
export function ApproveSheet({ restaurantId, onApproved, onClose }: ApproveSheetProps) {
  const { run, busy, problem, problemOf, problemBut } = useAction(ApproveDevice, {
    answerOf: ({ approveDevice }) => approveDevice,
    names: { label: 'The name', code: 'The code' },
  })
  const wrongCode = problem?.code === 'PAIRING_INVALID'
  const beside = wrongCode ? undefined : problemBut('label', 'code')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const input = { restaurantId, code: String(fields.get('code')), label: String(fields.get('label')) }
    const done = await run({ input })
    if (!done) return
    showToast({
      title: `${done.device.label} is let in`,
      description: 'Its screen goes on by itself in a few seconds.',
      tone: 'ready',
    })
    onApproved()
    onClose()
  }

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title="Let a tablet in">
      <form onSubmit={submit} className="space-y-5 px-5 pt-2 pb-7">
        <p className="text-lg leading-snug text-ink-soft">
          Open <strong className="text-ink">{location.host}/kitchen</strong> on the tablet and choose “Pair
          this tablet”. Only type a code that you see on a screen of your own.
        </p>
        <TextField
          label="Code on its screen"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          required
          autoFocus
          error={
            wrongCode
              ? 'No tablet shows this code, or not any more. Compare it with the screen.'
              : problemOf('code')
          }
        />
        <TextField
          label="Name"
          hint="where it hangs"
          name="label"
          autoComplete="off"
          placeholder="Kitchen, left of the stove"
          maxLength={80}
          required
          error={problemOf('label')}
        />
        {beside && <Problem>{beside}</Problem>}
        <Button type="submit" size="lg" className="w-full" busy={busy}>
          Let it in
        </Button>
      </form>
    </Sheet>
  )
}
