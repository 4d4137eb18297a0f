import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { connectionMonitor } from '../../graphql/client'
import { cameLate } from '../../graphql/missed-changes'
import { QueryView } from '../../graphql/query-view'
import { beginVisit } from './cart/last-visit'
import { GuestTable, GuestTableSkeleton, type OwnOrders } from './guest-table'
import { announceEvent, announceOrder } from './orders/announce-event'
import {
  forgetDevice,
  makeCurrentTable,
  placeIdOf,
  type TableDevice,
  useTableDevice,
} from './session/device-storage'
import { JoinTitle } from './session/join-frame'
import { JoinTable } from './session/join-table'
import { type TableSession, useTableSession } from './session/use-table-session'

/** `/t/:tableCode`, where a table's QR code leads: join, then the menu, the cart, and the orders on their way. */
export default function GuestPage({ tableCode }: { tableCode: string }) {
  const device = useTableDevice(tableCode)
  const [farewell, setFarewell] = useState<ReactNode>()
  return device ? (
    <JoinedTable
      key={device.sessionToken}
      tableCode={tableCode}
      device={device}
      onGone={(words) => {
        setFarewell(words)
        forgetDevice(tableCode)
      }}
    />
  ) : (
    <JoinTable tableCode={tableCode} farewell={farewell} />
  )
}

type JoinedTableProps = {
  tableCode: string
  device: TableDevice
  /** This device has no place at the table any more. */
  onGone: (farewell: ReactNode) => void
}

function JoinedTable({ tableCode, device, onGone }: JoinedTableProps) {
  const wasHere = useRef(false)
  const ownOrders = useRef<OwnOrders>({ sending: false, ids: new Set() })
  const { snapshot, session, retry, reload } = useTableSession(device.sessionToken, (event) => {
    // The orders themselves show what was missed, all of it together.
    if ('order' in event && cameLate(event.occurredAt, connectionMonitor.get())) return
    announceEvent(event)
    if (event.__typename === 'OrderCreatedEvent' && !isOwn(ownOrders.current, event.order.id))
      announceOrder(event.order)
  })
  const goneNow = useRef(onGone)
  useEffect(() => {
    goneNow.current = onGone
  })
  const unknown = snapshot.data?.tableSession === null

  useEffect(() => {
    if (unknown) goneNow.current(wasHere.current ? <NotHereAnyMore /> : undefined)
    else makeCurrentTable(tableCode)
    if (snapshot.data?.tableSession) wasHere.current = true
  }, [unknown, tableCode, snapshot.data])

  const { guestName } = device
  const placeId = placeIdOf(device)
  const isOpen = Boolean(session && session.status !== 'CLOSED')
  useEffect(() => {
    if (isOpen) beginVisit(tableCode, placeId, guestName)
  }, [tableCode, isOpen, placeId, guestName])

  return (
    <QueryView result={snapshot} retry={retry} skeleton={<GuestTableSkeleton />}>
      {({ tableSession }) => {
        if (!tableSession) return null
        if (tableSession.status === 'CLOSED')
          return (
            <JoinTable tableCode={tableCode} farewell={<Farewell isSettled={isSettled(tableSession)} />} />
          )
        return (
          <GuestTable
            device={device}
            session={tableSession}
            onSessionClosed={reload}
            onLeft={() => onGone(<Goodbye />)}
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

/** Paid, rather than ended because nobody was there any more. */
function isSettled({ bill, orders }: TableSession): boolean {
  return orders.length > 0 && bill.due.amountMinor === 0
}

/** Stands on the join screen when this device's last visit is over. */
function Farewell({ isSettled: settled }: { isSettled: boolean }) {
  return settled ? (
    <JoinTitle title="Thank you!">
      Your visit is settled. <ToReceipt>See the receipt</ToReceipt>, or sit down again:
    </JoinTitle>
  ) : (
    <JoinTitle title="Welcome back.">
      This table was closed after a while of quiet. Sit down again to order on, or{' '}
      <ToReceipt>see what you had</ToReceipt>.
    </JoinTitle>
  )
}

function ToReceipt({ children }: { children: ReactNode }) {
  return (
    <Link href="/bill" className="font-semibold text-brand-ink underline underline-offset-4">
      {children}
    </Link>
  )
}

/** Stands there when the staff removed this device, or it comes back too late for its receipt. */
function NotHereAnyMore() {
  return (
    <JoinTitle title="See you again?">
      This phone is not at the table any more. If that is a mistake, just sit down again, or ask the staff.
    </JoinTitle>
  )
}

/** Stands there when the guest has left. */
function Goodbye() {
  return (
    <JoinTitle title="Goodbye!">
      This phone has left the table. Sitting down again is one tap, or scan the code of another table.
    </JoinTitle>
  )
}
