import { MessageSquareText } from 'lucide-react'
import { type FragmentType, graphql, readFragment } from '../../../gql'
import { classNames } from '../../../ui/class-names'

const OrderLine = graphql(`
  fragment KitchenOrderLine on OrderItem {
    id
    name
    quantity
    note
    options {
      name
    }
  }
`)

type OrderLinesProps = { lines: readonly FragmentType<typeof OrderLine>[] }

/** What to cook, in type for two metres: how many, of what, how, and what the guest asked for. */
export function OrderLines({ lines }: OrderLinesProps) {
  return (
    <ul className="space-y-2.5">
      {readFragment(OrderLine, lines).map((line) => (
        <li key={line.id} className="grid grid-cols-[2.6rem_1fr] gap-x-2">
          <span
            className={classNames(
              'font-display text-2xl leading-[1.2] font-extrabold tabular-nums',
              line.quantity > 1 ? 'text-brand-ink' : 'text-ink-soft',
            )}
          >
            {line.quantity}
            <span className="text-lg font-bold">×</span>
          </span>
          <div className="min-w-0">
            <p className="text-2xl leading-[1.2] font-bold wrap-break-word">{line.name}</p>
            {line.options.length > 0 && (
              <p className="mt-0.5 text-lg leading-snug font-medium text-ink-soft">
                {line.options.map((option) => option.name).join(', ')}
              </p>
            )}
            {line.note && <Note>{line.note}</Note>}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** A guest's wish. Allergies are written here, so nothing on a card stands out more. */
export function Note({ children }: { children: string }) {
  return (
    <p className="mt-1.5 flex gap-2 rounded-xl bg-saffron px-3 py-2 text-xl leading-tight font-bold text-on-saffron">
      <MessageSquareText aria-hidden="true" className="mt-0.5 size-5 shrink-0" strokeWidth={2.5} />
      <span className="min-w-0 wrap-break-word">
        <span className="sr-only">Note: </span>
        {children}
      </span>
    </p>
  )
}
