import { ArrowLeft, TriangleAlert } from 'lucide-react'
import { type ReactNode, useCallback, useState } from 'react'
import { useQuery } from 'urql'
import { graphql, readFragment } from '../../../gql'
import type { KitchenSessionBillQuery } from '../../../gql/graphql'
import { QueryView } from '../../../graphql/query-view'
import { Button } from '../../../ui/button'
import { ConfirmDialog } from '../../../ui/confirm-dialog'
import { EmptyState } from '../../../ui/empty-state'
import { formatMoney, Money } from '../../../ui/money'
import { Skeleton } from '../../../ui/skeleton'
import type { Abilities } from '../entry/abilities'
import { KitchenBill } from './bill'
import { TableGuests } from './table-guests'
import { TakePayment } from './take-payment'
import { useSettleSession } from './use-settle-session'

const SessionBillQuery = graphql(`
  query KitchenSessionBill($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on TableSession {
        status
        table {
          id
          label
        }
        orders {
          id
          number
          version
          status
          total {
            amountMinor
            currency
          }
        }
        bill {
          ...KitchenBill
        }
        ...KitchenTableGuests
      }
    }
  }
`)

type BillSession = Extract<KitchenSessionBillQuery['node'], { __typename: 'TableSession' }>

type SessionBillProps = {
  sessionId: string
  abilities: Abilities
  offline: boolean
  onBack: () => void
  onClosed: () => void
}

/** What a table owes, and for those who take money the two buttons that settle it. Always asked for anew: a bill from memory is a wrong bill. */
export function SessionBill(props: SessionBillProps) {
  const { sessionId, abilities, offline, onBack, onClosed } = props
  const [result, execute] = useQuery({
    query: SessionBillQuery,
    variables: { id: sessionId },
    requestPolicy: 'cache-and-network',
  })
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  return (
    <div className="px-5 pt-4 pb-6">
      <Button variant="quiet" onClick={onBack} className="-ml-3 px-3">
        <ArrowLeft aria-hidden="true" className="size-5" />
        All tables
      </Button>
      <QueryView result={result} retry={reload} skeleton={<Skeleton className="mt-4 h-56" />}>
        {({ node }) =>
          node?.__typename === 'TableSession' && node.status !== 'CLOSED' ? (
            <>
              <OpenBill
                session={node}
                abilities={abilities}
                // While the fresh bill is on its way nothing may be paid by the old one.
                disabled={offline || result.stale}
                reload={reload}
                onClosed={onClosed}
              />
              <TableGuests session={node} disabled={offline} />
            </>
          ) : (
            <EmptyState title="All settled">This table is free again.</EmptyState>
          )
        }
      </QueryView>
    </div>
  )
}

type OpenBillProps = {
  session: BillSession
  abilities: Abilities
  disabled: boolean
  reload: () => void
  onClosed: () => void
}

function OpenBill({ session, abilities, disabled, reload, onClosed }: OpenBillProps) {
  const { pay, close, busy } = useSettleSession({
    sessionId: session.id,
    label: session.table.label,
    reload,
    onClosed,
  })
  const [confirming, setConfirming] = useState(false)
  const counted = session.orders.filter((order) => order.status !== 'CANCELLED')
  const unserved = counted.filter((order) => order.status !== 'SERVED')
  const notServed =
    unserved.length === 1
      ? `Order ${unserved[0]?.number} is not served yet.`
      : `${unserved.length} orders are not served yet.`
  const { total, paid, due } = readFragment(KitchenBill, session.bill)
  return (
    <>
      <ul className="mt-2 space-y-1 text-lg">
        {counted.map((order) => (
          <li key={order.id} className="flex justify-between gap-4">
            <span>Order {order.number}</span>
            <Money value={order.total} />
          </li>
        ))}
      </ul>
      <dl className="mt-3 space-y-1 border-t-2 border-dashed border-line pt-3 text-lg">
        <BillRow name="Total" value={<Money value={total} />} />
        {paid.amountMinor > 0 && <BillRow name="Paid" value={<Money value={paid} />} />}
        <BillRow name="Due" value={<Money value={due} />} className="font-display text-4xl font-extrabold" />
      </dl>
      {unserved.length > 0 && (
        <p className="mt-4 flex gap-2.5 rounded-control bg-pending-soft px-4 py-3 font-semibold text-pending-ink">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
          {notServed}
        </p>
      )}
      {due.amountMinor > 0 && !abilities.takePayments && (
        <p className="mt-5 text-lg text-ink-soft">Whoever serves the table settles the bill.</p>
      )}
      {due.amountMinor > 0 && abilities.takePayments && (
        <TakePayment
          due={due}
          tableLabel={session.table.label}
          caution={unserved.length > 0 ? notServed : undefined}
          disabled={disabled || busy !== null}
          busy={busy}
          onPaid={pay}
        />
      )}
      {abilities.closeTables && (
        <Button
          variant="quiet"
          disabled={disabled || busy !== null}
          onClick={() => setConfirming(true)}
          className="mt-4 w-full text-cancelled-ink"
        >
          Close without payment
        </Button>
      )}
      <ConfirmDialog
        open={confirming}
        onOpenChange={setConfirming}
        title={`Close ${session.table.label}?`}
        description={
          due.amountMinor > 0
            ? `${formatMoney(due)} will stay unpaid. The guests' phones can order nothing more.`
            : "The guests' phones can order nothing more."
        }
        confirmLabel="Close the table"
        destructive
        onConfirm={close}
      />
    </>
  )
}

type BillRowProps = { name: string; value: ReactNode; className?: string }

function BillRow({ name, value, className = '' }: BillRowProps) {
  return (
    <div className={`flex items-baseline justify-between gap-4 ${className}`}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
