import { ArrowLeft, LockKeyhole, Printer } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useQuery } from 'urql'
import { Link } from 'wouter'
import { graphql } from '../../gql'
import type { ManagedTablesQuery } from '../../gql/graphql'
import { QueryView } from '../../graphql/query-view'
import { Button, buttonClasses } from '../../ui/button'
import { classNames } from '../../ui/class-names'
import { EmptyState } from '../../ui/empty-state'
import { Skeleton } from '../../ui/skeleton'
import { JoinPolicyChoice } from './join-policy-choice'
import { TableCard } from './table-card'
import { usePrint } from './use-print'

const ManagedTables = graphql(`
  query ManagedTables {
    viewer {
      id
      memberships {
        role
        restaurant {
          id
          slug
          name
          ...JoinPolicyChoice
          tables {
            id
            ...ManagedTable
          }
        }
      }
    }
  }
`)

type Restaurant = NonNullable<ManagedTablesQuery['viewer']>['memberships'][number]['restaurant']

/** `/staff/tables`: each table's QR code, to print and to replace, and what it takes to sit down. `?restaurant=<slug>` chooses. */
export default function TablesPage() {
  const [result, execute] = useQuery({ query: ManagedTables, requestPolicy: 'cache-and-network' })
  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  useEffect(() => {
    document.title = 'Tables · MenuMate'
  }, [])
  return (
    <QueryView
      result={result}
      retry={retry}
      skeleton={<TablesSkeleton />}
      advice="The tables cannot be shown now. Please try again."
    >
      {({ viewer }) => {
        const managed = (viewer?.memberships ?? []).filter(
          ({ role }) => role === 'OWNER' || role === 'MANAGER',
        )
        const wanted = new URLSearchParams(location.search).get('restaurant')
        const chosen = managed.find(({ restaurant }) => restaurant.slug === wanted) ?? managed[0]
        return chosen ? <Tables restaurant={chosen.restaurant} /> : <ForManagers />
      }}
    </QueryView>
  )
}

function Tables({ restaurant }: { restaurant: Restaurant }) {
  const { printing, print } = usePrint()
  const [origin] = useState(() => location.origin)
  return (
    <main className="mx-auto min-h-dvh max-w-7xl px-4 pt-[max(0.75rem,env(safe-area-inset-top))] pb-12 md:px-8 print:p-0">
      <div className="print:hidden">
        <Link
          href={`/kitchen?restaurant=${restaurant.slug}`}
          className={classNames(buttonClasses('quiet'), '-ml-4')}
        >
          <ArrowLeft aria-hidden="true" className="size-5" />
          Kitchen
        </Link>
        <div className="mt-3 flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1 className="text-5xl">Tables</h1>
            <p className="mt-1.5 text-lg text-ink-soft">{restaurant.name}</p>
          </div>
          <Button size="lg" onClick={() => print(null)}>
            <Printer aria-hidden="true" className="size-6" />
            Print all codes
          </Button>
        </div>
        <JoinPolicyChoice restaurant={restaurant} />
        <h2 className="mt-10 text-3xl">QR codes</h2>
        <p className="mt-1.5 max-w-2xl text-ink-soft">
          A code that was photographed or has gone missing can be replaced. Whoever sits at the table stays;
          the old code opens nothing any more.
        </p>
      </div>
      <ul className="mt-5 grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4 print:mt-0 print:grid-cols-2 print:gap-[8mm]">
        {restaurant.tables.map((table) => (
          <li
            key={table.id}
            className={classNames(
              'break-inside-avoid',
              printing !== null && printing !== table.id && 'print:hidden',
            )}
          >
            <TableCard
              table={table}
              restaurantName={restaurant.name}
              origin={origin}
              onPrint={() => print(table.id)}
            />
          </li>
        ))}
      </ul>
    </main>
  )
}

function ForManagers() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<LockKeyhole className="size-12" strokeWidth={1.75} />}
        title="For owners and managers"
        actions={
          <Link href="/kitchen" className={buttonClasses()}>
            Sign in
          </Link>
        }
      >
        Sign in with an account that manages the restaurant, then come back here.
      </EmptyState>
    </main>
  )
}

function TablesSkeleton() {
  return (
    <main aria-busy="true" className="mx-auto max-w-7xl space-y-5 px-4 pt-20 md:px-8">
      <Skeleton className="h-12 w-56" />
      <Skeleton className="h-28" />
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4">
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} className="h-72 rounded-card" />
        ))}
      </div>
    </main>
  )
}
