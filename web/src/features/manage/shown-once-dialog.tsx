import { ConfirmDialog } from '../../ui/confirm-dialog'
import { CopyField } from '../../ui/copy-field'

type ShownOnceDialogProps = {
  title: string
  description: string
  /** What the value is. */
  label: string
  value: string
  /** "I have stored it", not "OK". */
  confirmLabel: string
  onTaken: () => void
}

/** What nobody can show again: it stays until somebody says that they have it. */
export function ShownOnceDialog({
  title,
  description,
  label,
  value,
  confirmLabel,
  onTaken,
}: ShownOnceDialogProps) {
  return (
    <ConfirmDialog
      open
      // Escape does not close it: what is gone here is gone.
      onOpenChange={() => {}}
      title={title}
      description={description}
      confirmLabel={confirmLabel}
      cancelLabel={null}
      onConfirm={onTaken}
    >
      <div className="mt-5">
        <CopyField label={label} value={value} />
      </div>
    </ConfirmDialog>
  )
}
