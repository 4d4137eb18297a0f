import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { classNames } from './class-names'

type SwitchProps = {
  /** What a screen reader says: "Fernweh Burger on the menu". */
  label: string
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  className?: string
}

/** On or off, at once. The touch area is 48 px high, larger than what is drawn. */
export function Switch({ label, checked, onChange, disabled = false, className }: SwitchProps) {
  return (
    <BaseSwitch.Root
      aria-label={label}
      checked={checked}
      onCheckedChange={(next) => onChange(next)}
      disabled={disabled}
      className={classNames(
        'relative inline-flex h-12 w-18 shrink-0 items-center disabled:opacity-50 data-disabled:opacity-50',
        'before:h-9 before:w-full before:rounded-full before:bg-line-strong before:transition-colors data-checked:before:bg-ready',
        className,
      )}
    >
      <BaseSwitch.Thumb className="absolute left-1 size-7 rounded-full bg-white shadow-card transition-transform duration-200 ease-settle data-checked:translate-x-9" />
    </BaseSwitch.Root>
  )
}
