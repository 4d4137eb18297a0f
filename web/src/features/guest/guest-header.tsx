import { KeyRound, ReceiptText } from 'lucide-react'
import { Link } from 'wouter'
import { LiveBadge } from '../../graphql/live-badge'

type GuestHeaderProps = {
  restaurantName: string
  tableLabel: string
  /** What friends who join have to type in, where the restaurant asks for it. */
  pin?: string | null | undefined
  timeZone: string
}

/** The awning over the menu: whose restaurant, which table, whether the screen is live, and the way to the bill. */
export function GuestHeader({ restaurantName, tableLabel, pin, timeZone }: GuestHeaderProps) {
  return (
    <header>
      <div className="bg-awning px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-5 text-on-awning md:px-8">
        <div className="mx-auto grid max-w-7xl grid-cols-2 items-center gap-x-3 md:grid-cols-[1fr_auto_auto]">
          <div className="justify-self-start">
            <LiveBadge timeZone={timeZone} />
          </div>
          <Link
            href="/bill"
            className="inline-flex min-h-12 items-center gap-2 justify-self-end rounded-full bg-[rgb(0_0_0/0.2)] px-4.5 font-semibold outline-on-awning hover:bg-[rgb(0_0_0/0.32)] md:order-3"
          >
            <ReceiptText aria-hidden="true" className="size-5" />
            Bill
          </Link>
          <div className="col-span-2 mt-3 md:order-first md:col-span-1 md:mt-0">
            <h1 className="text-5xl">{restaurantName}</h1>
            <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-2 text-lg font-semibold">
              <span className="opacity-90">{tableLabel}</span>
              {pin && (
                <span className="inline-flex items-center gap-2 rounded-full bg-[rgb(0_0_0/0.2)] px-3.5 py-1 text-base">
                  <KeyRound aria-hidden="true" className="size-4" />
                  <span>
                    PIN <b className="tracking-widest tabular-nums">{pin}</b>
                    <span className="font-normal"> for friends who join</span>
                  </span>
                </span>
              )}
            </p>
          </div>
        </div>
      </div>
      <div aria-hidden="true" className="awning-hem" />
    </header>
  )
}
