import { Tabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

type SegmentedControlProps<Value extends string> = {
  label: string
  value: Value
  onChange: (value: Value) => void
  segments: readonly { value: Value; label: ReactNode }[]
}

/** Switches between a few views of the same thing. */
export function SegmentedControl<Value extends string>(props: SegmentedControlProps<Value>) {
  return (
    <Tabs.Root value={props.value} onValueChange={(value: Value) => props.onChange(value)}>
      <Tabs.List
        aria-label={props.label}
        className="relative inline-flex rounded-control bg-sunken p-1 font-semibold"
      >
        {props.segments.map((segment) => (
          <Tabs.Tab
            key={segment.value}
            value={segment.value}
            className="relative z-1 inline-flex min-h-12 items-center gap-2 rounded-[0.75rem] px-4 text-ink-soft data-active:text-ink"
          >
            {segment.label}
          </Tabs.Tab>
        ))}
        <Tabs.Indicator className="absolute top-1 bottom-1 left-0 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-[0.75rem] bg-raised shadow-card transition-all duration-200 ease-settle" />
      </Tabs.List>
    </Tabs.Root>
  )
}
