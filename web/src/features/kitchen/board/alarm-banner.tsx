import { HandHelping, Siren } from 'lucide-react'
import { useEffect, useState } from 'react'
import { formatClock } from '../../../ui/time'
import type { BoardOrder } from '../orders/board-order'
import { DOUBLE_TAP_MS } from '../orders/order-steps'

/** More than this fill no screen: the rest is counted. */
const NAMED = 6

type AlarmBannerProps = { alarms: readonly BoardOrder[]; timeZone: string; onTake: () => void }

/** Nobody has these orders: unmissable, until somebody says that they have. */
export function AlarmBanner({ alarms, timeZone, onTake }: AlarmBannerProps) {
  // At first a tap may have been meant for what the banner has just covered.
  const [mayTake, setMayTake] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setMayTake(true), DOUBLE_TAP_MS)
    return () => clearTimeout(timer)
  }, [])
  const [oldest] = alarms
  if (!oldest) return null
  const only = alarms.length === 1
  return (
    <div
      data-banner="alarm"
      className="pointer-events-auto flex flex-wrap items-center gap-x-5 gap-y-3 bg-cancelled-ink px-5 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))] text-canvas shadow-lift max-md:gap-x-4"
    >
      <span
        aria-hidden="true"
        className="grid size-18 shrink-0 animate-flash-fill max-md:size-12 place-items-center rounded-full bg-saffron text-on-saffron"
      >
        <Siren className="size-11 max-md:size-8" strokeWidth={2.25} />
      </span>
      <div className="min-w-56 flex-1">
        <p className="font-display text-3xl leading-tight font-extrabold max-md:text-2xl">
          {only
            ? `Nobody has order ${oldest.number} · ${oldest.tableLabel}`
            : `Nobody has these ${alarms.length} orders`}
        </p>
        {!only && (
          <ul className="mt-2 flex flex-wrap gap-2">
            {alarms.slice(0, NAMED).map((order) => (
              <li
                key={order.id}
                className="rounded-full bg-canvas px-3.5 py-1.5 text-xl leading-tight font-bold text-cancelled-ink"
              >
                {order.number} · {order.tableLabel}
              </li>
            ))}
            {alarms.length > NAMED && (
              <li className="px-1 py-1.5 text-xl leading-tight font-bold">
                and {alarms.length - NAMED} more
              </li>
            )}
          </ul>
        )}
        <p className="mt-1 text-lg leading-snug font-medium">
          {only ? 'Placed' : 'The first was placed'} at {formatClock(oldest.placedAt, timeZone)}. No kitchen
          screen has shown {only ? 'it' : 'them'} in time.
        </p>
      </div>
      <button
        type="button"
        disabled={!mayTake}
        onClick={onTake}
        className="flex min-h-18 items-center justify-center gap-3 rounded-control bg-canvas px-8 text-2xl font-extrabold text-cancelled-ink max-md:w-full"
      >
        <HandHelping aria-hidden="true" className="size-8" strokeWidth={2.25} />
        We have it
      </button>
    </div>
  )
}
