import { BellOff, BellRing, Ellipsis, HandCoins, SunDim } from 'lucide-react'
import { LiveBadge } from '../../../graphql/live-badge'
import { Button, IconButton } from '../../../ui/button'
import { classNames } from '../../../ui/class-names'
import { formatClock, useNow } from '../../../ui/time'
import type { Session } from '../tables/session'
import type { Panel, PanelButton } from './panels'

type BoardHeaderProps = {
  name: string
  timeZone: string
  offline: boolean
  soundOn: boolean
  staysAwake: boolean
  /** Tables that asked for their bill. */
  paying: readonly Session[]
  panels: readonly PanelButton[]
  onOpen: (panel: Panel) => void
  onOpenBill: (sessionId: string) => void
}

/** Where we are, what time it is, whether the screen is live and can ring, who wants to pay, and the way to the rest. */
export function BoardHeader(props: BoardHeaderProps) {
  const { name, timeZone, offline, soundOn, staysAwake, paying, panels, onOpen, onOpenBill } = props
  const now = useNow(1000)
  return (
    <header className="flex h-18 shrink-0 items-center gap-3 px-3 pt-[env(safe-area-inset-top)] md:px-4">
      <div className="min-w-0 max-md:flex-1 md:max-w-64">
        <h1 className="truncate text-2xl">{name}</h1>
        <p className="flex items-center gap-2 text-base leading-tight font-semibold text-ink-soft tabular-nums">
          <time dateTime={now.toISOString()}>{formatClock(now, timeZone)}</time>
          {soundOn ? (
            <BellRing aria-label="Sound is on" role="img" className="size-4 text-ready-ink" />
          ) : (
            <BellOff aria-label="Sound is off" role="img" className="size-4 text-cancelled-ink" />
          )}
          {!staysAwake && (
            <SunDim aria-label="This screen may fall asleep" role="img" className="size-4 text-pending-ink" />
          )}
        </p>
      </div>
      {/* Offline, a banner right below says the same in larger words. */}
      <span className={classNames('shrink-0', offline && 'max-md:hidden')}>
        <LiveBadge timeZone={timeZone} />
      </span>
      <div className="flex min-w-0 flex-1 gap-2 overflow-x-auto py-1 [scrollbar-width:none] max-md:hidden">
        <BillChips paying={paying} onOpenBill={onOpenBill} />
      </div>
      <nav aria-label="Panels" className="flex items-center gap-1">
        {panels.map(({ panel, name: panelName, Icon }) => (
          <Button
            key={panel}
            variant="quiet"
            onClick={() => onOpen(panel)}
            className="gap-2 px-3.5 max-md:hidden"
          >
            <Icon aria-hidden="true" className="size-6 max-lg:hidden" />
            {panelName}
          </Button>
        ))}
        <IconButton label="More" onClick={() => onOpen('more')}>
          <Ellipsis aria-hidden="true" className="size-7" />
        </IconButton>
      </nav>
    </header>
  )
}

type BillChipsProps = Pick<BoardHeaderProps, 'paying' | 'onOpenBill'>

/** On a phone the header has no room for who wants to pay: a row of its own, which covers no order. */
export function PhoneBills(props: BillChipsProps) {
  return (
    <div className="flex shrink-0 gap-2 overflow-x-auto px-3 pt-1 pb-2 [scrollbar-width:none] empty:hidden md:hidden">
      <BillChips {...props} />
    </div>
  )
}

/** "Table 4 asks for the bill", one for each such table. */
function BillChips({ paying, onOpenBill }: BillChipsProps) {
  return paying.map((session) => (
    <button
      key={session.id}
      type="button"
      onClick={() => onOpenBill(session.id)}
      className="flex min-h-13 shrink-0 animate-rise items-center gap-2.5 rounded-full bg-saffron px-5 text-lg font-bold whitespace-nowrap text-on-saffron"
    >
      <HandCoins aria-hidden="true" className="size-6" />
      <span>
        {session.table.label}
        <span className="max-lg:sr-only"> asks for the bill</span>
        <span aria-hidden="true" className="lg:hidden">
          {' '}
          · bill
        </span>
      </span>
    </button>
  ))
}
