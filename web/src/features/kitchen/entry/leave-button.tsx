import { LogOut } from 'lucide-react'
import { useState } from 'react'
import type { ViewerKind } from '../../../gql/graphql'
import { Button, type ButtonSize, type ButtonVariant } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'

type LeaveButtonProps = {
  kind: ViewerKind
  onLeave: () => void
  variant: ButtonVariant
  size?: ButtonSize
  className?: string
}

/** Signs a person out. A tablet is asked first: it takes a manager to let it in again. */
export function LeaveButton({ kind, onLeave, variant, size = 'md', className = '' }: LeaveButtonProps) {
  const [asking, setAsking] = useState(false)
  const isTablet = kind === 'DEVICE'
  return (
    <>
      <Button
        variant={variant}
        size={size}
        className={className}
        onClick={isTablet ? () => setAsking(true) : onLeave}
      >
        <LogOut aria-hidden="true" className="size-5" />
        {isTablet ? 'Unpair this tablet' : 'Sign out'}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Unpair this tablet?"
        description="It gets no more orders until a manager lets it in again."
        confirmLabel="Unpair it"
        cancelLabel="Stay paired"
        destructive
        onConfirm={onLeave}
      />
    </>
  )
}
