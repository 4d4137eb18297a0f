import { Minus, Plus } from 'lucide-react'
import { IconButton } from './button'

type StepperProps = {
  value: number
  onChange: (value: number) => void
  /** What is counted, for screen readers: "Margherita". */
  label: string
  min?: number
  max?: number
}

/** A number with a minus and a plus, each 48 px. */
export function Stepper({ value, onChange, label, min = 1, max = 99 }: StepperProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own legend and layout for one number
    <div
      role="group"
      aria-label={`Quantity of ${label}`}
      className="inline-flex items-center rounded-full bg-sunken"
    >
      <IconButton label={`One ${label} less`} disabled={value <= min} onClick={() => onChange(value - 1)}>
        <Minus aria-hidden="true" className="size-5" strokeWidth={2.75} />
      </IconButton>
      <output className="min-w-8 text-center font-display text-xl font-bold tabular-nums" aria-live="polite">
        {value}
      </output>
      <IconButton label={`One ${label} more`} disabled={value >= max} onClick={() => onChange(value + 1)}>
        <Plus aria-hidden="true" className="size-5" strokeWidth={2.75} />
      </IconButton>
    </div>
  )
}
