import { type FragmentType, graphql, readFragment } from '../../../gql'
import { Money, type MoneyValue } from '../../../ui/money'

const BillTotalsFragment = graphql(`
  fragment BillTotals on Bill {
    subtotal { amountMinor currency }
    tax { amountMinor currency }
    total { amountMinor currency }
    paid { amountMinor currency }
    due { amountMinor currency }
  }
`)

type BillTotalsProps = {
  bill: FragmentType<typeof BillTotalsFragment>
  pricesIncludeTax: boolean
}

/** The end of the bill: subtotal, tax, total, and what is paid and due. */
export function BillTotals({ bill: masked, pricesIncludeTax }: BillTotalsProps) {
  const bill = readFragment(BillTotalsFragment, masked)
  return (
    <>
      <dl className="space-y-2 border-b-2 border-dashed border-line pb-3">
        <Row label="Subtotal" value={bill.subtotal} />
        <Row label={pricesIncludeTax ? 'Tax, included in the prices' : 'Tax'} value={bill.tax} />
        <Row label="Total" value={bill.total} strong />
        {bill.paid.amountMinor > 0 && <Row label="Paid" value={bill.paid} />}
      </dl>
      {bill.due.amountMinor > 0 || bill.paid.amountMinor === 0 ? (
        <dl className="pt-3">
          <Row label="To pay" value={bill.due} strong />
        </dl>
      ) : (
        <p className="pt-3 text-center font-display text-xl font-bold text-ready-ink">Paid in full</p>
      )}
    </>
  )
}

function Row({ label, value, strong = false }: { label: string; value: MoneyValue; strong?: boolean }) {
  return (
    <div
      className={
        strong
          ? 'flex items-baseline justify-between gap-4 font-display text-2xl font-bold'
          : 'flex items-baseline justify-between gap-4 text-ink-soft'
      }
    >
      <dt>{label}</dt>
      <dd>
        <Money value={value} />
      </dd>
    </div>
  )
}
