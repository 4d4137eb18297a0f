import { CloudOff, ConciergeBell } from 'lucide-react'
import { type PointerEvent, useEffect, useState } from 'react'
import type { ViewerKind } from '../../../gql/graphql'
import { useConnection } from '../../../graphql/use-connection'
import { useMissedChanges } from '../../../graphql/use-missed-changes'
import { EmptyState } from '../../../ui/empty-state'
import type { Abilities } from '../entry/abilities'
import { showsOrders } from '../orders/alarms'
import type { BoardOrder } from '../orders/board-order'
import { CancelOrderDialog } from '../orders/cancel-order-dialog'
import { lastColumn } from '../orders/order-history'
import { useAcknowledgements } from '../orders/use-acknowledgements'
import { useAlarms } from '../orders/use-alarms'
import { useCancelledOrders } from '../orders/use-cancelled-orders'
import { useNewOrders } from '../orders/use-new-orders'
import type { OrderMoves } from '../orders/use-order-moves'
import type { Bell } from '../sound/bell'
import { useSound, useStaysAwake, useWarning } from '../sound/use-shift-sound'
import type { WakeLock } from '../sound/wake-lock'
import { JoinRequests } from '../tables/join-requests'
import { type Session, sortSessions } from '../tables/session'
import type { Joining } from '../tables/use-join-requests'
import { OfflineBanner, PausedBanner, SoundOffBanner } from './board-banners'
import { groupByColumn } from './board-columns'
import { BoardFloats } from './board-floats'
import { BoardHeader, PhoneBills } from './board-header'
import { BoardPanels } from './board-panels'
import { MissedBanner } from './missed-banner'
import { OrderColumns } from './order-columns'
import { type Panel, panelsFor } from './panels'
import { useOrderingPause } from './use-ordering-pause'

/** The restaurant as the board needs it. */
export type BoardRestaurant = { id: string; slug: string; name: string; timeZone: string; isPaused: boolean }

type BoardViewProps = {
  restaurant: BoardRestaurant
  kind: ViewerKind
  abilities: Abilities
  orders: readonly BoardOrder[]
  sessions: readonly Session[]
  /** Devices that wait to sit down. */
  joining: Joining
  moves: OrderMoves
  bell: Bell
  wakeLock: WakeLock
  onEndShift: () => void
  onSignOut: () => void
}

/** The board with all around it: header, banners, columns, what floats over them, and the panels. */
export function BoardView(props: BoardViewProps) {
  const { restaurant, abilities, orders, moves, bell, wakeLock } = props
  const offline = useConnection().status === 'offline'
  const sound = useSound(bell)
  const staysAwake = useStaysAwake(wakeLock)
  const acknowledge = useAcknowledgements(restaurant.id)
  const { alarms, take } = useAlarms({ orders, sound: bell.alarm })
  const { unseen, touch } = useNewOrders({ restaurantId: restaurant.id, orders, ring: bell.ring })
  const { missed, span, see } = useMissedChanges({
    orders,
    isOwn: moves.isOwn,
    storageKey: `menumate.kitchen.shown.${restaurant.id}`,
  })
  const { cancelled, note } = useCancelledOrders({
    restaurantId: restaurant.id,
    orders,
    isOwn: moves.isOwn,
    missed,
  })
  const ordering = useOrderingPause(restaurant.id)
  const [panel, setPanel] = useState<Panel | null>(null)
  const [billOf, setBillOf] = useState<string | null>(null)
  const [cancelling, setCancelling] = useState<BoardOrder | null>(null)
  const [alarmHeight, setAlarmHeight] = useState(0)
  useWarning(bell, offline)
  useEffect(() => wakeLock.keep(), [wakeLock])

  const board = groupByColumn(orders, (order) =>
    cancelled.includes(order) ? lastColumn(order) : moves.statusOf(order),
  )
  const sessions = sortSessions(props.sessions)
  const paying = sessions.filter((session) => session.status === 'BILL_REQUESTED')
  const isCalm = board.PENDING.length + board.COOKING.length + board.READY.length === 0
  const openBill = (sessionId: string) => {
    setBillOf(sessionId)
    setPanel('tables')
  }
  /** Somebody here has these orders before their eyes, and said so with a finger. */
  const notice = (orderIds: readonly string[]) => {
    touch(orderIds)
    see(orderIds)
    take(orderIds)
    acknowledge(
      orders.filter(({ id, acknowledgedAt }) => !acknowledgedAt && orderIds.includes(id)).map(({ id }) => id),
    )
  }
  const unseenIds = unseen.map((order) => order.id)
  // The tap is the permission to play, and the ring is the proof that it works.
  const testBell = () => void bell.arm().then(bell.ring)

  return (
    <main
      data-board={restaurant.slug}
      data-rings={sound.plays}
      data-alarms={sound.alarms}
      data-sound={sound.isOn ? 'on' : 'off'}
      onPointerDownCapture={(event) => touchCard(event, notice)}
      className="flex h-dvh flex-col overflow-hidden"
    >
      <title>{titleOf({ alarms: alarms.length, unseen: unseen.length, name: restaurant.name })}</title>
      <BoardHeader
        name={restaurant.name}
        timeZone={restaurant.timeZone}
        offline={offline}
        soundOn={sound.isOn}
        staysAwake={staysAwake}
        paying={paying}
        panels={panelsFor(abilities)}
        onOpen={setPanel}
        onOpenBill={openBill}
      />
      <OfflineBanner timeZone={restaurant.timeZone} />
      {!sound.isOn && <SoundOffBanner onTurnOn={testBell} />}
      {restaurant.isPaused && (
        <PausedBanner
          disabled={offline}
          busy={ordering.busy}
          onResume={abilities.pauseOrdering ? () => ordering.pause(false) : undefined}
        />
      )}
      {span && (
        <MissedBanner
          missed={missed}
          span={span}
          timeZone={restaurant.timeZone}
          onSeen={() => notice([...unseenIds, ...missed.keys()])}
        />
      )}
      <JoinRequests joining={props.joining} disabled={offline} />
      <PhoneBills paying={paying} onOpenBill={openBill} />
      <Announcer unseen={unseen} cancelled={cancelled} paying={paying} />
      {isCalm ? (
        <div className="grid flex-1 place-items-center">
          <Calm offline={offline} soundOn={sound.isOn} />
        </div>
      ) : (
        <OrderColumns
          board={board}
          newIds={new Set(unseenIds)}
          missed={missed}
          isMoving={moves.isMoving}
          onSeen={() => notice(unseenIds)}
          actions={{
            offline,
            onShown: showsOrders({ canRing: sound.isOn, panel, cancelling }) ? acknowledge : null,
            coveredBelow: alarmHeight,
            justTapped: moves.justTapped,
            onMove: moves.move,
            onCancel: setCancelling,
            onNote: (order) => {
              moves.noteTap()
              note(order.id)
              see([order.id])
            },
          }}
        />
      )}
      <BoardFloats
        alarms={alarms}
        timeZone={restaurant.timeZone}
        onTake={() => notice(alarms.map((order) => order.id))}
        onAlarmHeight={setAlarmHeight}
        moves={moves}
        offline={offline}
      />
      <BoardPanels
        {...props}
        panel={panel}
        billOf={billOf}
        sessions={sessions}
        offline={offline}
        soundOn={sound.isOn}
        staysAwake={staysAwake}
        ordering={ordering}
        onTestBell={testBell}
        onOpen={setPanel}
        onSelectBill={setBillOf}
      />
      {cancelling && (
        <CancelOrderDialog
          order={cancelling}
          onConfirm={(reason) => moves.move(cancelling, 'CANCELLED', reason)}
          onClose={() => setCancelling(null)}
        />
      )}
    </main>
  )
}

function Calm({ offline, soundOn }: { offline: boolean; soundOn: boolean }) {
  if (offline)
    return (
      <EmptyState icon={<CloudOff className="size-12" strokeWidth={1.75} />} title="No orders known">
        There were none when the network went. Look out for guests who wait.
      </EmptyState>
    )
  return (
    <EmptyState icon={<ConciergeBell className="size-12" strokeWidth={1.75} />} title="No open orders">
      Enjoy the calm. {soundOn ? 'The bell rings when one comes in.' : 'The next one appears here.'}
    </EmptyState>
  )
}

/** Touching a card anywhere, even just to scroll, says that somebody has seen it. */
function touchCard(event: PointerEvent, notice: (orderIds: readonly string[]) => void) {
  const card = (event.target as Element).closest<HTMLElement>('[data-order-id]:is([data-new], [data-missed])')
  const orderId = card?.dataset['orderId']
  if (orderId) notice([orderId])
}

type AnnouncerProps = {
  unseen: readonly BoardOrder[]
  cancelled: readonly BoardOrder[]
  paying: readonly Session[]
}

/** Says aloud what others see flash. */
function Announcer({ unseen, cancelled, paying }: AnnouncerProps) {
  return (
    <>
      <p aria-live="assertive" className="sr-only">
        {unseen.map((order) => `New order ${order.number}, ${order.tableLabel}. `)}
        {cancelled.map((order) => `Order ${order.number}, ${order.tableLabel}, is cancelled. `)}
      </p>
      <p aria-live="polite" className="sr-only">
        {paying.map((session) => `${session.table.label} asks for the bill. `)}
      </p>
    </>
  )
}

function titleOf({ alarms, unseen, name }: { alarms: number; unseen: number; name: string }): string {
  const news = alarms > 0 ? `(${alarms}) Nobody has it` : `(${unseen}) New orders`
  return alarms + unseen > 0 ? `${news} · ${name}` : `Kitchen · ${name}`
}
