import { type ComponentProps, type FormEvent, useId, useState } from 'react'
import { classNames } from './class-names'
import { faultOf } from './field-fault'

const box =
  'w-full rounded-control border-2 border-line-strong bg-surface px-4 text-base text-ink placeholder:text-ink-soft/80 aria-invalid:border-cancelled'

type FieldProps = {
  label: string
  /** A word beside the label, such as "optional". */
  hint?: string
  /** Shown below and tied to the field for screen readers. */
  error?: string | undefined
}

/** A labelled line of text, 56 px high; 16 px type keeps iOS from zooming in. */
export function TextField({
  label,
  hint,
  error: refusal,
  className,
  ...rest
}: FieldProps & ComponentProps<'input'>) {
  const id = useId()
  const { fault, handlers } = useFault()
  const error = fault ?? refusal
  return (
    <div className={className}>
      <FieldLabel id={id} label={label} hint={hint} />
      <input
        {...rest}
        {...handlers}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={classNames(box, 'h-14')}
      />
      <FieldError id={id} error={error} />
    </div>
  )
}

/** A labelled text of a few lines. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...rest
}: FieldProps & ComponentProps<'textarea'>) {
  const id = useId()
  return (
    <div className={className}>
      <FieldLabel id={id} label={label} hint={hint} />
      <textarea
        rows={2}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={classNames(box, 'resize-none py-3')}
      />
      <FieldError id={id} error={error} />
    </div>
  )
}

/** What the browser finds wrong when the form is sent, said by the field as it says all else, instead of in a bubble. */
function useFault() {
  const [fault, setFault] = useState<string>()
  return {
    fault,
    handlers: {
      onInvalid(event: FormEvent<HTMLInputElement>) {
        const field = event.currentTarget
        event.preventDefault()
        setFault(faultOf(field))
        // Without its bubble the browser moves nowhere.
        if (field.form?.querySelector('input:invalid') === field) field.focus()
      },
      onInput: () => setFault(undefined),
    },
  }
}

function FieldLabel({ id, label, hint }: { id: string; label: string; hint: string | undefined }) {
  return (
    <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between font-semibold">
      {label}
      {hint && <span className="text-sm font-normal text-ink-soft">{hint}</span>}
    </label>
  )
}

function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return (
    error && (
      <p id={`${id}-error`} className="mt-1.5 text-sm font-semibold text-cancelled-ink">
        {error}
      </p>
    )
  )
}
