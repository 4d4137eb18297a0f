import { ChefHat, Smartphone } from 'lucide-react'
import { Link } from 'wouter'
import { type FragmentType, graphql, readFragment } from '../../gql'
import { buttonClasses } from '../../ui/button'
import { isOnlyThisComputer } from '../../ui/table-address'
import { Hero } from './hero'
import { LivePreview } from './live-preview'
import { TableCodes } from './table-codes'
import { useWideScreen } from './use-wide-screen'

const DemoHomeFragment = graphql(`
  fragment DemoHome on Demo {
    restaurants {
      restaurant {
        id
      }
      tables {
        code
      }
      ...LivePreview
      ...TableCodes
    }
  }
`)

const steps = [
  ['In the kitchen', 'sign in and start the shift, so that it may ring.'],
  ['On the phone', 'pick a dish and send the order.'],
  ['Watch both', 'move the order on, and see the phone follow.'],
] as const

/** The first page of a demo installation: what this is, both faces running side by side, and every table's code. */
export function DemoHome({ demo }: { demo: FragmentType<typeof DemoHomeFragment> }) {
  const { restaurants } = readFragment(DemoHomeFragment, demo)
  const isWide = useWideScreen()
  const firstCode = restaurants[0]?.tables[0]?.code
  return (
    <main className="overflow-x-clip pb-20">
      <Hero>
        {!isWide && firstCode && (
          <div className="mt-8 flex flex-col gap-3 sm:flex-row">
            <Link href={`/t/${firstCode}`} className={buttonClasses('primary', 'lg')}>
              <Smartphone aria-hidden="true" className="size-6" />
              Order as a guest
            </Link>
            <Link href="/kitchen" className={buttonClasses('secondary', 'lg')}>
              <ChefHat aria-hidden="true" className="size-6" />
              Open the kitchen
            </Link>
          </div>
        )}
      </Hero>
      <div className="mx-auto max-w-7xl px-5 lg:px-8">
        {isWide && (
          <>
            <ol className="mb-5 grid grid-cols-3 gap-6">
              {steps.map(([where, what], index) => (
                <li key={where} className="flex items-center gap-4">
                  <span
                    aria-hidden="true"
                    className="grid size-11 shrink-0 place-items-center rounded-full bg-saffron font-display text-2xl font-extrabold text-on-saffron"
                  >
                    {index + 1}
                  </span>
                  <p className="leading-snug">
                    <b>{where}</b> {what}
                  </p>
                </li>
              ))}
            </ol>
            <LivePreview restaurants={restaurants} />
          </>
        )}
        <ScanHint />
        <div className="space-y-14">
          {restaurants.map((each) => (
            <TableCodes key={each.restaurant.id} demo={each} origin={location.origin} />
          ))}
        </div>
      </div>
    </main>
  )
}

function ScanHint() {
  return (
    <div className="mt-14 mb-9">
      <h2 className="text-5xl">On every table, a code</h2>
      <p className="mt-3 max-w-2xl text-lg text-ink-soft">
        {isOnlyThisComputer(location.hostname)
          ? `Follow one here. To scan one with a phone, open this page under this computer's name or address in your network first, such as http://192.168.1.20:${location.port || '80'}: a phone cannot find “${location.hostname}”.`
          : 'Scan one with your phone, or follow it here. Phones at the same table share its bill.'}
      </p>
    </div>
  )
}
