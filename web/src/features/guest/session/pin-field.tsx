import { TextField } from '../../../ui/text-field'
import { useNow } from '../../../ui/time'

/** What the server said of the PIN: that there is one, that it was wrong, that it is too early for another. */
export type PinRefusal = { isWrong: boolean; retryAt: string | null }

type PinFieldProps = { value: string; refusal: PinRefusal; onChange: (pin: string) => void }

/** Four digits, as those at the table see them on their phones. */
export function PinField({ value, refusal, onChange }: PinFieldProps) {
  const seconds = useSecondsUntil(refusal.retryAt)
  const problem =
    seconds > 0
      ? `Too many wrong ones. You can try again in ${seconds} s.`
      : refusal.isWrong && value === ''
        ? 'That is not the PIN of this table. Please ask the others again.'
        : undefined
  return (
    <TextField
      label="Table PIN"
      hint="4 digits"
      inputMode="numeric"
      autoComplete="off"
      pattern="[0-9]{4}"
      title="The PIN has four digits."
      maxLength={4}
      required
      autoFocus
      value={value}
      error={problem}
      onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
    />
  )
}

/** How long to wait still; 0 once it is over. */
export function useSecondsUntil(moment: string | null): number {
  const now = useNow(1000)
  return moment === null ? 0 : Math.max(0, Math.ceil((Date.parse(moment) - now.getTime()) / 1000))
}
