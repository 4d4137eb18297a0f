import { useState } from 'react'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { TextField } from '../../../ui/text-field'
import type { BoardOrder } from './board-order'

const reasons = ['Sold out', 'The guest changed their mind', 'Ordered twice', 'Kitchen closed'] as const
const OTHER = 'Another reason'

type CancelOrderDialogProps = {
  order: BoardOrder
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Asks why before it cancels: the guest reads the reason, and the figures need it. */
export function CancelOrderDialog({ order, onConfirm, onClose }: CancelOrderDialogProps) {
  const [choice, setChoice] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const reason = choice === OTHER ? words.trim() : choice
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Cancel order ${order.number}?`}
      description={`${order.tableLabel} is told at once. This cannot be undone.`}
      confirmLabel={`Cancel order ${order.number}`}
      confirmDisabled={!reason}
      destructive
      onConfirm={() => {
        if (reason) onConfirm(reason)
      }}
    >
      <fieldset className="mt-5 space-y-2">
        <legend className="mb-2 font-semibold">Why?</legend>
        {[...reasons, OTHER].map((each) => (
          <label
            key={each}
            className="flex min-h-14 cursor-pointer items-center gap-3 rounded-control border-2 border-line px-4 text-lg font-semibold has-checked:border-brand-ink has-checked:bg-brand-soft"
          >
            <input
              type="radio"
              name="reason"
              value={each}
              checked={choice === each}
              onChange={() => setChoice(each)}
              className="size-5 accent-brand"
            />
            {each}
          </label>
        ))}
      </fieldset>
      {choice === OTHER && (
        <TextField
          label="In a few words"
          className="mt-3"
          maxLength={200}
          autoFocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
    </ConfirmDialog>
  )
}
