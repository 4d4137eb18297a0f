import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { connectionMonitor } from '../../graphql/client'
import { cameLate } from '../../graphql/missed-changes'
import { QueryView } from '../../graphql/query-view'
import { GuestTable, GuestTableSkeleton, type OwnOrders } from './guest-table'
import { announceEvent, announceOrder } from './orders/announce-event'
import { forgetDevice, makeCurrentTable, type TableDevice, useTableDevice } from './session/device-storage'
import { JoinTable } from './session/join-table'
import { useTableSession } from './session/use-table-session'

/** `/t/:tableCode`, where a table's QR code leads: join, then the menu, the cart, and the orders on their way. */
export default function GuestPage({ tableCode }: { tableCode: string }) {
  const device = useTableDevice(tableCode)
  return device ? (
    <JoinedTable key={device.sessionToken} tableCode={tableCode} device={device} />
  ) : (
    <JoinTable tableCode={tableCode} />
  )
}

function JoinedTable({ tableCode, device }: { tableCode: string; device: TableDevice }) {
  const ownOrders = useRef<OwnOrders>({ sending: false, ids: new Set() })
  const { snapshot, retry, reload } = useTableSession(device.sessionToken, (event) => {
    // The orders themselves show what was missed, all of it together.
    if ('order' in event && cameLate(event.occurredAt, connectionMonitor.get())) return
    announceEvent(event)
    if (event.__typename === 'OrderCreatedEvent' && !isOwn(ownOrders.current, event.order.id))
      announceOrder(event.order)
  })
  const unknown = snapshot.data?.tableSession === null

  useEffect(() => {
    if (unknown) forgetDevice(tableCode)
    else makeCurrentTable(tableCode)
  }, [unknown, tableCode])

  return (
    <QueryView result={snapshot} retry={retry} skeleton={<GuestTableSkeleton />}>
      {({ tableSession }) => {
        if (!tableSession) return null
        if (tableSession.status === 'CLOSED')
          return <JoinTable tableCode={tableCode} farewell={<Farewell />} />
        return (
          <GuestTable
            device={device}
            session={tableSession}
            onSessionClosed={reload}
            ownOrders={ownOrders.current}
          />
        )
      }}
    </QueryView>
  )
}

/** The event of one's own order may come before the answer to it: what comes while sending is taken for one's own. */
function isOwn({ sending, ids }: OwnOrders, orderId: string): boolean {
  return sending || ids.has(orderId)
}

/** Stands on the join screen when this device's last visit is over. */
function Farewell() {
  return (
    <div>
      <h1 className="text-5xl">Thank you!</h1>
      <p className="mt-2 text-lg text-ink-soft">
        Your visit is settled.{' '}
        <Link href="/bill" className="font-semibold text-brand-ink underline underline-offset-4">
          See the receipt
        </Link>
        , or sit down again:
      </p>
    </div>
  )
}
