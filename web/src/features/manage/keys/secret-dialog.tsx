import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { CopyField } from '../../../ui/copy-field'

type SecretDialogProps = { name: string; secret: string; onStored: () => void }

/** The only time that anybody sees the key: it stays until somebody says that they have it. */
export function SecretDialog({ name, secret, onStored }: SecretDialogProps) {
  return (
    <ConfirmDialog
      open
      // Escape does not close it: what is gone here is gone.
      onOpenChange={() => {}}
      title={`The key for ${name}`}
      description="Copy it now, to where passwords are kept. Nobody can show it again, not even we."
      confirmLabel="I have stored it"
      cancelLabel={null}
      onConfirm={onStored}
    >
      <div className="mt-5">
        <CopyField label="API key" value={secret} />
      </div>
    </ConfirmDialog>
  )
}
