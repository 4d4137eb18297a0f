import { AlertDialog } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { buttonClasses } from './button'

type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  /** What is about to happen, as a verb: "Cancel order 12", not "OK". */
  confirmLabel: string
  /** Until what `children` ask for is answered. */
  confirmDisabled?: boolean
  /** null: there is no way but on. */
  cancelLabel?: string | null
  destructive?: boolean
  onConfirm: () => void
  /** Further controls, such as the choice of a reason. */
  children?: ReactNode
}

/** Asks before something that is hard to take back. Only its buttons close it, never a stray touch beside it. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { cancelLabel = 'Keep it', destructive = false } = props
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        {/* Over a sheet, too, which has one of its own. */}
        <AlertDialog.Backdrop
          forceRender
          className="fixed inset-0 z-60 bg-scrim transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <AlertDialog.Popup className="fixed top-1/2 left-1/2 z-60 w-[min(26rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-sheet bg-surface p-6 shadow-lift transition duration-200 outline-none data-ending-style:scale-95 data-ending-style:opacity-0 data-starting-style:scale-95 data-starting-style:opacity-0">
          <AlertDialog.Title className="text-2xl">{props.title}</AlertDialog.Title>
          {props.description && (
            <AlertDialog.Description className="mt-2 text-ink-soft">
              {props.description}
            </AlertDialog.Description>
          )}
          {props.children}
          <div className="mt-6 flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            {cancelLabel !== null && (
              <AlertDialog.Close className={buttonClasses('secondary')}>{cancelLabel}</AlertDialog.Close>
            )}
            <AlertDialog.Close
              className={buttonClasses(destructive ? 'danger' : 'primary')}
              disabled={props.confirmDisabled ?? false}
              // While it fades away it can still be touched: a double tap confirms once.
              onClick={() => props.open && props.onConfirm()}
            >
              {props.confirmLabel}
            </AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
