import { ArrowLeft, QrCode, ReceiptText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { LiveBadge } from '../../graphql/live-badge'
import { QueryView } from '../../graphql/query-view'
import { useConnection } from '../../graphql/use-connection'
import { buttonClasses } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { EmptyState } from '../../ui/empty-state'
import { Skeleton } from '../../ui/skeleton'
import { formatClock } from '../../ui/time'
import { BillOrder } from './bill/bill-order'
import { BillTotals } from './bill/bill-totals'
import { RequestBillButton } from './bill/request-bill'
import { HeldOrder } from './cart/held-order'
import { LeftOverCart } from './cart/left-over'
import { announceEvent } from './orders/announce-event'
import { placeIdOf, type TableDevice, useCurrentTableCode, useTableDevice } from './session/device-storage'
import { type TableEvent, type TableSession, useTableSession } from './session/use-table-session'

/** `/bill`: everything the table ordered, on all its devices, and what it comes to. Ends as the receipt. */
export default function BillPage() {
  const tableCode = useCurrentTableCode() ?? ''
  const device = useTableDevice(tableCode)
  return device ? <TableBill tableCode={tableCode} device={device} /> : <NoTable />
}

function TableBill({ tableCode, device }: { tableCode: string; device: TableDevice }) {
  const { sessionToken } = device
  const { snapshot, retry, reload } = useTableSession(sessionToken, announceOnBill)
  const menu = `/t/${encodeURIComponent(tableCode)}`
  return (
    <QueryView result={snapshot} retry={retry} skeleton={<BillSkeleton />}>
      {({ tableSession: session }) =>
        session ? (
          <BillFrame menu={menu} session={session}>
            <div className="mt-4 empty:hidden">
              {session.status === 'CLOSED' ? (
                <LeftOverCart placeId={placeIdOf(device)} />
              ) : (
                <HeldOrder device={device} menu={menu} onSessionClosed={reload} />
              )}
            </div>
            {session.orders.length > 0 ? <Bill session={session} /> : <NothingOrdered menu={menu} />}
            {session.status !== 'CLOSED' && session.orders.length > 0 && (
              <div className="mt-6">
                <RequestBillButton
                  sessionToken={sessionToken}
                  status={session.status}
                  onSessionClosed={reload}
                />
              </div>
            )}
          </BillFrame>
        ) : (
          <NoTable />
        )
      }
    </QueryView>
  )
}

/** The bill itself says when it was asked for and when it is settled: a message over it would only cover it. */
function announceOnBill(event: TableEvent) {
  if (event.__typename !== 'TableSessionChangedEvent') announceEvent(event)
}

type BillFrameProps = { menu: string; session: TableSession; children: ReactNode }

function BillFrame({ menu, session, children }: BillFrameProps) {
  const open = session.status !== 'CLOSED'
  return (
    <main className="mx-auto min-h-dvh max-w-xl px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-12">
      <title>{`Bill · ${session.restaurant.name}`}</title>
      <div className="flex items-center justify-between">
        <Link href={menu} className={classNames(buttonClasses('quiet'), '-ml-4')}>
          <ArrowLeft aria-hidden="true" className="size-5" />
          Menu
        </Link>
        {open && <LiveBadge timeZone={session.restaurant.timeZone} />}
      </div>
      {children}
    </main>
  )
}

function Bill({ session }: { session: TableSession }) {
  const { restaurant, table, orders, bill, status, closedAt } = session
  const closed = status === 'CLOSED'
  const connection = useConnection()
  return (
    <article className="mt-4 drop-shadow-[0_10px_24px_rgb(43_23_34/0.16)]">
      <div className="receipt-edge bg-surface">
        <div className="px-5 py-6 sm:px-8">
          <header className="text-center">
            <h1 className="text-4xl">{restaurant.name}</h1>
            <p className="mt-1.5 text-ink-soft">
              {table.label}
              {closed && closedAt
                ? ` · ${new Date(closedAt).toLocaleDateString(undefined, { timeZone: restaurant.timeZone, dateStyle: 'long' })}, ${formatClock(closedAt, restaurant.timeZone)}`
                : ` · since ${formatClock(session.openedAt, restaurant.timeZone)}`}
            </p>
            {!closed && connection.status === 'offline' && (
              <p className="mt-2 font-semibold text-cancelled-ink">
                As of {formatClock(connection.since, restaurant.timeZone)}; it may have changed since.
              </p>
            )}
          </header>
          <div className="mt-6 space-y-6 border-y-2 border-dashed border-line py-6">
            {orders.map((order) => (
              <BillOrder key={order.id} order={order} timeZone={restaurant.timeZone} settled={closed} />
            ))}
          </div>
          <div className="mt-5">
            <BillTotals bill={bill} pricesIncludeTax={restaurant.pricesIncludeTax} />
          </div>
          {closed && (
            <p className="mt-6 text-center font-display text-2xl font-bold text-balance">
              Thank you, see you soon.
            </p>
          )}
        </div>
      </div>
    </article>
  )
}

function NothingOrdered({ menu }: { menu: string }) {
  return (
    <div className="grid min-h-[75dvh] place-items-center">
      <EmptyState
        icon={<ReceiptText className="size-12" strokeWidth={1.75} />}
        title="Nothing ordered yet"
        actions={
          <Link href={menu} className={buttonClasses()}>
            See the menu
          </Link>
        }
      >
        All that your table orders is added up here.
      </EmptyState>
    </div>
  )
}

function NoTable() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <title>Bill · MenuMate</title>
      <EmptyState icon={<QrCode className="size-12" strokeWidth={1.75} />} title="No table yet">
        Scan the code on your table: its bill appears here.
      </EmptyState>
    </main>
  )
}

function BillSkeleton() {
  return (
    <main aria-busy="true" className="mx-auto max-w-xl space-y-4 px-4 pt-20">
      <Skeleton className="mx-auto h-10 w-56" />
      <Skeleton className="h-40" />
      <Skeleton className="h-24" />
    </main>
  )
}
