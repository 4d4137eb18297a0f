import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { CopyField } from '../../../ui/copy-field'

/** A link that no mail carries. */
export type PassOn = { email: string; link: string }

/** The link of an invitation where no mail is sent. Nobody can show it again: it stays until somebody says that they have it. */
export function LinkDialog({ email, link, onTaken }: PassOn & { onTaken: () => void }) {
  return (
    <ConfirmDialog
      open
      // Escape does not close it: what is gone here is gone.
      onOpenChange={() => {}}
      title="Pass this link on yourself"
      description={`This installation sends no mail. Give the link to ${email} and nobody else: whoever opens it first can join. It works once, for a week, and is not shown again.`}
      confirmLabel="I have copied it"
      cancelLabel={null}
      onConfirm={onTaken}
    >
      <div className="mt-5">
        <CopyField label="Link of the invitation" value={link} />
      </div>
    </ConfirmDialog>
  )
}
