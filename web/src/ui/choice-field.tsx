import { type ReactNode, useId } from 'react'

export type Choice<Value extends string> = { value: Value; label: string; hint?: string }

type ChoiceFieldProps<Value extends string> = {
  legend: ReactNode
  choices: readonly Choice<Value>[]
  /** Those chosen. */
  value: readonly Value[]
  /** One of them, or any number. */
  many?: boolean
  onChange: (value: Value[]) => void
  error?: string | undefined
}

/** A few choices, each with a line on what it means, each 56 px high or more. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { legend, choices, value, many = false, onChange, error } = props
  const id = useId()

  function toggle(choice: Value, chosen: boolean) {
    if (!many) onChange([choice])
    else onChange(chosen ? [...value, choice] : value.filter((each) => each !== choice))
  }

  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-1.5 font-semibold">{legend}</legend>
      <div className="space-y-2">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-14 cursor-pointer items-center gap-3.5 rounded-control border-2 border-line px-4 py-2.5 has-checked:border-brand-ink has-checked:bg-brand-soft has-focus-visible:outline-3 has-focus-visible:outline-focus"
          >
            <input
              type={many ? 'checkbox' : 'radio'}
              name={id}
              checked={value.includes(choice.value)}
              onChange={(event) => toggle(choice.value, event.target.checked)}
              className="size-5 shrink-0 accent-brand outline-none"
            />
            <span>
              <span className="block text-lg leading-tight font-semibold">{choice.label}</span>
              {choice.hint && <span className="block leading-snug text-ink-soft">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm font-semibold text-cancelled-ink">
          {error}
        </p>
      )}
    </fieldset>
  )
}
