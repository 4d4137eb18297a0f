import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from './button'

/** A text to take along, with a button that copies it. Where the browser lets no page copy, it is selected for the person to do so. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const input = useRef<HTMLInputElement>(null)
  const [outcome, setOutcome] = useState<'copied' | 'selected'>()

  async function copy() {
    input.current?.select()
    try {
      await navigator.clipboard.writeText(value)
      setOutcome('copied')
    } catch {
      setOutcome('selected')
    }
  }

  return (
    <div>
      <div className="flex gap-2 rounded-control bg-sunken p-2">
        <input
          ref={input}
          readOnly
          aria-label={label}
          value={value}
          onFocus={(event) => event.target.select()}
          className="min-w-0 flex-1 rounded-[0.75rem] bg-transparent px-2 font-mono text-base outline-offset-0"
        />
        <Button onClick={copy} className="shrink-0">
          {outcome === 'copied' ? (
            <Check aria-hidden="true" className="size-5" />
          ) : (
            <Copy aria-hidden="true" className="size-5" />
          )}
          {outcome === 'copied' ? 'Copied' : 'Copy'}
        </Button>
      </div>
      <p role="status" className="mt-1.5 min-h-5 text-sm text-ink-soft">
        {outcome === 'selected' && 'It is selected: copy it with your keyboard or by a long press.'}
      </p>
    </div>
  )
}
