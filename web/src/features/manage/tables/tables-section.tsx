import { Printer, QrCode } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { classNames } from '../../../ui/class-names'
import { EmptyState } from '../../../ui/empty-state'
import { SectionBody, SectionHead, type SectionProps, useSection } from '../section'
import { JoinPolicyChoice } from './join-policy-choice'
import { TableCard } from './table-card'
import { usePrint } from './use-print'

const TablesQuery = graphql(`
  query ManageTables($slug: String!) {
    restaurant(slug: $slug) {
      id
      ...JoinPolicyChoice
      tables {
        id
        ...ManagedTable
      }
    }
  }
`)

/** Each table's QR code, to print and to replace, and what it takes to sit down. On paper there are the codes alone. */
export function TablesSection({ membership, onDenied }: SectionProps) {
  const { slug, name } = membership.restaurant
  const { result, reload } = useSection(TablesQuery, { slug })
  const { printing, print } = usePrint()
  const [origin] = useState(() => location.origin)
  return (
    <>
      <div className="print:hidden">
        <SectionHead
          title="Tables"
          intro="A code for each, to print and put on it, and what it takes to sit down."
          action={
            <Button size="lg" onClick={() => print(null)}>
              <Printer aria-hidden="true" className="size-5" />
              Print all codes
            </Button>
          }
        />
      </div>
      <SectionBody result={result} reload={reload} onDenied={onDenied}>
        {(restaurant) => (
          <>
            <div className="space-y-8 print:hidden">
              <JoinPolicyChoice restaurant={restaurant} />
              <div>
                <h2 className="text-2xl">QR codes</h2>
                <p className="mt-1.5 max-w-prose text-ink-soft">
                  A code that was photographed or has gone missing can be replaced. Whoever sits at the table
                  stays; the old code opens nothing any more.
                </p>
              </div>
            </div>
            {restaurant.tables.length === 0 ? (
              <Card className="mt-5">
                <EmptyState icon={<QrCode className="size-12" strokeWidth={1.75} />} title="No tables">
                  Who runs the installation makes a restaurant with its tables.
                </EmptyState>
              </Card>
            ) : (
              <ul className="mt-5 grid grid-cols-2 gap-4 sm:grid-cols-3 print:mt-0 print:grid-cols-2 print:gap-[8mm]">
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
                      restaurantName={name}
                      origin={origin}
                      onPrint={() => print(table.id)}
                    />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </SectionBody>
    </>
  )
}
