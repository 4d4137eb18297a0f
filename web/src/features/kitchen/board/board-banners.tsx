import { BellOff, CirclePause, CloudOff } from 'lucide-react'
import { useConnection } from '../../../graphql/use-connection'
import { Button } from '../../../ui/button'
import { formatClock } from '../../../ui/time'

/** Unmissable, in the way, and says what it means for the kitchen: the network is gone. */
export function OfflineBanner({ timeZone }: { timeZone: string }) {
  const connection = useConnection()
  if (connection.status !== 'offline') return null
  return (
    <div
      role="alert"
      className="flex shrink-0 items-center gap-4 bg-cancelled-ink px-5 py-4 text-canvas"
      data-banner="offline"
    >
      <CloudOff aria-hidden="true" className="size-10 shrink-0 animate-shimmer" strokeWidth={2.25} />
      <div>
        <p className="font-display text-2xl leading-tight font-extrabold">
          Offline since {formatClock(connection.since, timeZone)} — orders may be waiting
        </p>
        <p className="text-lg leading-snug font-medium max-md:hidden">
          Orders cannot be moved on now. What was missed comes by itself once the network is back.
        </p>
      </div>
    </div>
  )
}

/** A kitchen screen that cannot ring says so until somebody taps. The whole banner is the button. */
export function SoundOffBanner({ onTurnOn }: { onTurnOn: () => void }) {
  return (
    <button
      type="button"
      onClick={onTurnOn}
      data-banner="sound-off"
      className="flex w-full shrink-0 items-center gap-4 bg-saffron px-5 py-4 text-left text-on-saffron"
    >
      <BellOff aria-hidden="true" className="size-10 shrink-0 animate-simmer" strokeWidth={2.25} />
      <span>
        <span className="block font-display text-2xl leading-tight font-extrabold">
          Sound is off — tap to turn on
        </span>
        <span className="block text-lg leading-snug font-medium">New orders do not ring until you do.</span>
      </span>
    </button>
  )
}

type PausedBannerProps = {
  disabled: boolean
  busy: boolean
  /** Absent where this screen may not. */
  onResume: (() => void) | undefined
}

/** While ordering is paused, so that nobody wonders for an hour why it is so quiet. */
export function PausedBanner({ disabled, busy, onResume }: PausedBannerProps) {
  return (
    <div
      role="status"
      data-banner="paused"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 bg-pending-soft px-5 py-3 text-pending-ink"
    >
      <CirclePause aria-hidden="true" className="size-8 shrink-0" strokeWidth={2.25} />
      <p className="min-w-64 flex-1 text-xl leading-tight font-bold">
        Ordering is paused.
        <span className="font-medium"> No guest can order until orders are taken again.</span>
      </p>
      {onResume && (
        <Button size="lg" onClick={onResume} disabled={disabled} busy={busy}>
          Take orders again
        </Button>
      )}
    </div>
  )
}
