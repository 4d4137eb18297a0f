import { Unplug } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { graphql } from '../../../gql'
import { useAction } from '../../../graphql/use-action'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { Problem } from '../../../ui/problem'
import { Sheet } from '../../../ui/sheet'
import { TextField } from '../../../ui/text-field'
import { showToast } from '../../../ui/toast'
import type { Tablet } from './tablets-section'

const RenameDevice = graphql(`
  mutation ManageRenameDevice($input: RenameDeviceInput!) {
    renameDevice(input: $input) {
      __typename
      ... on RenameDevicePayload {
        device {
          id
          label
        }
      }
      ... on InvalidInputError {
        path
      }
      ... on Error {
        message
      }
    }
  }
`)

const RevokeDevice = graphql(`
  mutation ManageRevokeDevice($input: RevokeDeviceInput!) {
    revokeDevice(input: $input) {
      device {
        id
      }
    }
  }
`)

type TabletSheetProps = { tablet: Tablet; onChanged: () => void; onClose: () => void }

/** Gives a tablet another name, or shuts it out. */
export function TabletSheet({ tablet, onChanged, onClose }: TabletSheetProps) {
  const rename = useAction(RenameDevice, {
    answerOf: ({ renameDevice }) => renameDevice,
    names: { label: 'The name' },
  })
  const revoke = useAction(RevokeDevice, { answerOf: ({ revokeDevice }) => revokeDevice })
  const [asking, setAsking] = useState(false)
  const problem = rename.problemBut('label') ?? revoke.problem?.words

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const label = String(new FormData(event.currentTarget).get('label'))
    if (!(await rename.run({ input: { deviceId: tablet.id, label } }))) return
    onChanged()
    onClose()
  }

  async function shutOut() {
    if (!(await revoke.run({ input: { deviceId: tablet.id } }))) return
    showToast({ title: `${tablet.label} is shut out`, description: 'It shows no orders any more.' })
    onChanged()
    onClose()
  }

  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={tablet.label}>
      <div className="space-y-5 px-5 pt-3 pb-6">
        <form onSubmit={submit} className="space-y-5">
          <TextField
            label="Name"
            hint="where it hangs"
            name="label"
            autoComplete="off"
            defaultValue={tablet.label}
            maxLength={80}
            required
            error={rename.problemOf('label')}
          />
          {problem && <Problem>{problem}</Problem>}
          <Button type="submit" size="lg" className="w-full" busy={rename.busy}>
            Save
          </Button>
        </form>
        <Button
          variant="quiet"
          className="w-full text-cancelled-ink"
          busy={revoke.busy}
          onClick={() => setAsking(true)}
        >
          <Unplug aria-hidden="true" className="size-5" />
          Shut this tablet out
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Shut ${tablet.label} out?`}
        description="Within seconds it shows no orders, and none rings there. To let it in again takes a new code."
        confirmLabel="Shut it out"
        destructive
        onConfirm={shutOut}
      />
    </Sheet>
  )
}
