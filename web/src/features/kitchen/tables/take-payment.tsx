import { Banknote, CreditCard } from 'lucide-react'
import { useState } from 'react'
import type { PaymentMethod } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { formatMoney, type MoneyValue } from '../../../ui/money'

type Method = {
  method: PaymentMethod
  label: string
  /** As in "€25.80 in cash". */
  how: string
  received: string
  Icon: typeof Banknote
}

const methods: Method[] = [
  { method: 'CASH', label: 'Cash', how: 'in cash', received: 'Cash received', Icon: Banknote },
  { method: 'CARD', label: 'Card', how: 'by card', received: 'Card paid', Icon: CreditCard },
]

type TakePaymentProps = {
  due: MoneyValue
  tableLabel: string
  /** What speaks against closing the table now. */
  caution: string | undefined
  disabled: boolean
  busy: PaymentMethod | 'CLOSE' | null
  onPaid: (method: PaymentMethod, amountMinor: number) => void
}

/** The two buttons that settle a bill. The payment of all that is due closes the table, so each asks first. */
export function TakePayment({ due, tableLabel, caution, disabled, busy, onPaid }: TakePaymentProps) {
  // With the sum as it was when asked: what somebody says yes to does not change under their finger.
  const [asked, setAsked] = useState<{ by: Method; due: MoneyValue }>()
  const [open, setOpen] = useState(false)
  return (
    <div className="mt-5 grid gap-3 sm:grid-cols-2">
      {methods.map((by) => (
        <Button
          key={by.method}
          size="xl"
          disabled={disabled}
          busy={busy === by.method}
          onClick={() => {
            setAsked({ by, due })
            setOpen(true)
          }}
          aria-label={`${by.label}: ${formatMoney(due)}`}
          className="px-4"
        >
          <by.Icon aria-hidden="true" className="size-7" />
          {by.label}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={`${formatMoney(asked.due)} ${asked.by.how} from ${tableLabel}?`}
          description={caution}
          confirmLabel={asked.by.received}
          cancelLabel="Not yet"
          onConfirm={() => onPaid(asked.by.method, asked.due.amountMinor)}
        />
      )}
    </div>
  )
}
