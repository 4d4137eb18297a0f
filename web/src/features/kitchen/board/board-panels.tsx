import type { ViewerKind } from '../../../gql/graphql'
import { useNow } from '../../../ui/time'
import type { Abilities } from '../entry/abilities'
import { MenuSheet } from '../menu/menu-sheet'
import type { BoardOrder } from '../orders/board-order'
import { DoneSheet } from '../orders/done-sheet'
import type { OrderMoves } from '../orders/use-order-moves'
import type { Session } from '../tables/session'
import { TablesSheet } from '../tables/tables-sheet'
import { recentlyDone } from './board-columns'
import type { BoardRestaurant } from './board-view'
import { MoreSheet } from './more-sheet'
import type { Panel } from './panels'

type BoardPanelsProps = {
  panel: Panel | null
  /** The table whose bill is open. */
  billOf: string | null
  restaurant: BoardRestaurant
  kind: ViewerKind
  abilities: Abilities
  orders: readonly BoardOrder[]
  sessions: readonly Session[]
  moves: OrderMoves
  offline: boolean
  soundOn: boolean
  staysAwake: boolean
  ordering: { pause: (isPaused: boolean) => void; busy: boolean }
  onTestBell: () => void
  onOpen: (panel: Panel | null) => void
  onSelectBill: (sessionId: string | null) => void
  onEndShift: () => void
  onSignOut: () => void
}

/** What opens over the board, one at a time. */
export function BoardPanels(props: BoardPanelsProps) {
  const { panel, restaurant, abilities, moves, offline } = props
  const now = useNow()
  const close = () => {
    props.onOpen(null)
    props.onSelectBill(null)
  }
  switch (panel) {
    case 'done':
      return (
        <DoneSheet
          orders={recentlyDone(props.orders, now)}
          timeZone={restaurant.timeZone}
          disabled={offline}
          onMove={moves.move}
          onClose={close}
        />
      )
    case 'menu':
      return <MenuSheet slug={restaurant.slug} offline={offline} onClose={close} />
    case 'tables':
      return (
        <TablesSheet
          sessions={props.sessions}
          codesOf={abilities.manageTables ? restaurant.slug : null}
          selectedId={props.billOf}
          onSelect={props.onSelectBill}
          abilities={abilities}
          offline={offline}
          onClose={close}
        />
      )
    case 'more':
      return (
        <MoreSheet
          kind={props.kind}
          abilities={abilities}
          slug={restaurant.slug}
          soundOn={props.soundOn}
          staysAwake={props.staysAwake}
          isPaused={restaurant.isPaused}
          pauseDisabled={offline || props.ordering.busy}
          onPause={props.ordering.pause}
          onTestBell={props.onTestBell}
          onOpen={props.onOpen}
          onEndShift={props.onEndShift}
          onSignOut={props.onSignOut}
          onClose={close}
        />
      )
    case null:
      return null
  }
}
