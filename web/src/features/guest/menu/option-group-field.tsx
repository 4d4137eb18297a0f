import { Check } from 'lucide-react'
import { Badge } from '../../../ui/badge'
import { classNames } from '../../../ui/class-names'
import { Money } from '../../../ui/money'
import { countSelected, describeRule, missingSelections, type OptionGroup } from './option-rules'

type OptionGroupFieldProps = {
  group: OptionGroup
  selected: ReadonlySet<string>
  onToggle: (optionId: string) => void
  /** The guest tried to go on: say what is missing. */
  showMissing: boolean
}

/** One group of options: radio-like where one may be chosen, checkboxes where several may. */
export function OptionGroupField({ group, selected, onToggle, showMissing }: OptionGroupFieldProps) {
  const missing = missingSelections(group, selected)
  const single = group.maxSelections === 1
  const full = !single && countSelected(group, selected) >= group.maxSelections
  return (
    <fieldset id={`group-${group.id}`} className="scroll-mt-8">
      <legend className="flex w-full items-center gap-2.5 pb-2">
        <span className="font-display text-xl font-bold">{group.name}</span>
        <Badge
          tone={
            missing === 0
              ? group.minSelections > 0
                ? 'ready'
                : 'neutral'
              : showMissing
                ? 'cancelled'
                : 'pending'
          }
        >
          {describeRule(group)}
        </Badge>
      </legend>
      {showMissing && missing > 0 && (
        <p role="alert" className="pb-2 font-semibold text-cancelled-ink">
          Please choose {missing}
          {missing < group.minSelections && ' more'}.
        </p>
      )}
      <div className="divide-y divide-line overflow-hidden rounded-control border-2 border-line">
        {group.options.map((option) => {
          const checked = selected.has(option.id)
          const disabled = !option.isAvailable || (full && !checked)
          return (
            <label
              key={option.id}
              className={classNames(
                'relative flex min-h-14 items-center gap-3.5 px-4 transition-colors has-focus-visible:outline-3 has-focus-visible:-outline-offset-3 has-focus-visible:outline-focus',
                checked && 'bg-brand-soft',
                disabled ? 'text-ink-soft' : 'cursor-pointer',
              )}
            >
              <input
                type={single && group.minSelections > 0 ? 'radio' : 'checkbox'}
                name={group.id}
                checked={checked}
                disabled={disabled}
                onChange={() => onToggle(option.id)}
                className="sr-only"
              />
              <span
                aria-hidden="true"
                className={classNames(
                  'grid size-6.5 shrink-0 place-items-center border-2',
                  single ? 'rounded-full' : 'rounded-lg',
                  checked ? 'border-brand bg-brand text-on-brand' : 'border-line-strong',
                  disabled && 'opacity-40',
                )}
              >
                {checked && <Check className="size-4.5" strokeWidth={3.5} />}
              </span>
              <span className={classNames('flex-1 py-2', !option.isAvailable && 'line-through')}>
                {option.name}
              </span>
              {option.isAvailable ? (
                option.priceDelta.amountMinor !== 0 && (
                  <Money value={option.priceDelta} signed className="text-ink-soft" />
                )
              ) : (
                <span className="text-sm font-semibold text-cancelled-ink">Sold out</span>
              )}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
