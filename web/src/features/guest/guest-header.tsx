import { ReceiptText } from 'lucide-react'
import { Link } from 'wouter'
import { LiveBadge } from '../../graphql/live-badge'

type GuestHeaderProps = { restaurantName: string; tableLabel: string; timeZone: string }

/** The awning over the menu: whose restaurant, which table, whether the screen is live, and the way to the bill. */
export function GuestHeader({ restaurantName, tableLabel, timeZone }: GuestHeaderProps) {
  return (
    <header>
      <div className="bg-awning px-4 pt-[max(1rem,env(safe-area-inset-top))] pb-5 text-on-awning md:px-8">
        <div className="mx-auto grid max-w-7xl grid-cols-2 items-center gap-x-3 md:grid-cols-[1fr_auto_auto]">
          <div className="justify-self-start">
            <LiveBadge timeZone={timeZone} />
          </div>
          <Link
            href="/bill"
            className="inline-flex min-h-12 items-center gap-2 justify-self-end rounded-full bg-[rgb(0_0_0/0.2)] px-4.5 font-semibold hover:bg-[rgb(0_0_0/0.32)] md:order-3"
          >
            <ReceiptText aria-hidden="true" className="size-5" />
            Bill
          </Link>
          <div className="col-span-2 mt-3 md:order-first md:col-span-1 md:mt-0">
            <h1 className="text-5xl">{restaurantName}</h1>
            <p className="mt-1.5 text-lg font-semibold opacity-90">{tableLabel}</p>
          </div>
        </div>
      </div>
      <div aria-hidden="true" className="awning-hem" />
    </header>
  )
}
