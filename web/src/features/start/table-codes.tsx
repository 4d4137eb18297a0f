import { ArrowRight, ChefHat } from 'lucide-react'
import { Link } from 'wouter'
import { type FragmentType, graphql, readFragment } from '../../gql'
import type { StaffRole } from '../../gql/graphql'
import { buttonClasses } from '../../ui/button'
import { Card } from '../../ui/card'
import { QrCode } from '../../ui/qr-code'
import { tableAddress } from '../../ui/table-address'

const TableCodesFragment = graphql(`
  fragment TableCodes on DemoRestaurant {
    restaurant {
      id
      slug
      name
    }
    tables {
      label
      code
    }
    staff {
      email
      password
      role
    }
  }
`)

const roleNames: Record<StaffRole, string> = {
  OWNER: 'Owner',
  MANAGER: 'Manager',
  KITCHEN: 'Kitchen',
  SERVER: 'Service',
}

type TableCodesProps = { demo: FragmentType<typeof TableCodesFragment>; origin: string }

/** A restaurant's tables with the code that stands on each, its kitchen, and who may sign in. */
export function TableCodes({ demo, origin }: TableCodesProps) {
  const { restaurant, tables, staff } = readFragment(TableCodesFragment, demo)
  return (
    <section aria-labelledby={`codes-${restaurant.slug}`}>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h3 id={`codes-${restaurant.slug}`} className="text-3xl">
          {restaurant.name}
        </h3>
        <Link href={`/kitchen?restaurant=${restaurant.slug}`} className={buttonClasses('secondary')}>
          <ChefHat aria-hidden="true" className="size-5" />
          Open its kitchen
        </Link>
      </div>
      <ul className="mt-6 grid grid-cols-2 gap-4 sm:grid-cols-3 md:grid-cols-4 lg:grid-cols-6">
        {tables.map(({ label, code }) => (
          <li key={code}>
            <Link href={`/t/${code}`} className="group block rounded-card">
              <Card className="p-3 transition-transform duration-200 ease-settle group-hover:-translate-y-1">
                <QrCode text={tableAddress(origin, code)} label={`QR code of ${label}`} />
                <p className="flex min-h-12 items-center justify-between gap-1 px-1.5 pt-2 text-lg leading-tight font-bold">
                  {label}
                  <ArrowRight
                    aria-hidden="true"
                    className="size-5 shrink-0 text-brand-ink transition-transform group-hover:translate-x-1"
                  />
                </p>
              </Card>
            </Link>
          </li>
        ))}
      </ul>
      <details className="mt-5">
        <summary className="inline-flex min-h-12 cursor-pointer items-center font-semibold text-brand-ink underline-offset-4 hover:underline">
          Staff accounts to try
        </summary>
        <ul className="mt-2 grid gap-x-8 gap-y-2 sm:grid-cols-2">
          {staff.map(({ email, password, role }) => (
            <li key={email} className="flex flex-wrap gap-x-3 rounded-control bg-sunken px-4 py-3">
              <b className="min-w-20">{roleNames[role]}</b>
              <code>{email}</code>
              <code className="text-ink-soft">{password}</code>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}
