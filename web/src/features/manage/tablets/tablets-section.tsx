import { Plus, TabletSmartphone } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import type { ManageTabletsQuery } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { EmptyState } from '../../../ui/empty-state'
import { formatAgo, formatDate, useNow } from '../../../ui/time'
import { Row, Rows } from '../rows'
import { SectionBody, SectionHead, type SectionProps, useSection } from '../section'
import { ApproveSheet } from './approve-sheet'
import { TabletSheet } from './tablet-sheet'
import { UnseenAlarm } from './unseen-alarm'

const TabletsQuery = graphql(`
  query ManageTablets($slug: String!) {
    restaurant(slug: $slug) {
      id
      ...UnseenAlarm
      devices {
        id
        label
        approvedBy
        createdAt
        lastSeenAt
      }
    }
  }
`)

/** A tablet that works here. */
export type Tablet = NonNullable<ManageTabletsQuery['restaurant']>['devices'][number]

/** The kitchen's tablets, which need nobody's password. */
export function TabletsSection({ membership, onDenied }: SectionProps) {
  const { restaurant } = membership
  const { result, reload } = useSection(TabletsQuery, { slug: restaurant.slug })
  const [approving, setApproving] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const now = useNow()
  return (
    <>
      <SectionHead
        title="Tablets"
        intro="They show the kitchen’s orders all shift long, and are nobody’s account."
        action={
          <Button size="lg" onClick={() => setApproving(true)}>
            <Plus aria-hidden="true" className="size-5" />
            Let a tablet in
          </Button>
        }
      />
      <SectionBody result={result} reload={reload} onDenied={onDenied}>
        {(place) => {
          const { devices } = place
          const open = devices.find(({ id }) => id === openId)
          return (
            <>
              {devices.length === 0 ? (
                <Card>
                  <EmptyState
                    icon={<TabletSmartphone className="size-12" strokeWidth={1.75} />}
                    title="No tablet yet"
                  >
                    Open <strong className="text-ink">{location.host}/kitchen</strong> on the tablet, choose
                    “Pair this tablet”, and type its code here.
                  </EmptyState>
                </Card>
              ) : (
                <Rows label="Tablets">
                  {devices.map((tablet) => (
                    <Row
                      key={tablet.id}
                      mark={<TabletSmartphone className="size-6" />}
                      title={tablet.label}
                      facts={
                        <>
                          {tablet.lastSeenAt
                            ? `Last seen ${formatAgo(tablet.lastSeenAt, now)}`
                            : 'Not seen yet'}
                          {' · '}let in by {tablet.approvedBy},{' '}
                          {formatDate(tablet.createdAt, restaurant.timeZone)}
                        </>
                      }
                      openLabel={`${tablet.label}: change`}
                      onOpen={() => setOpenId(tablet.id)}
                    />
                  ))}
                </Rows>
              )}
              <UnseenAlarm restaurant={place} />
              {open && (
                <TabletSheet key={open.id} tablet={open} onChanged={reload} onClose={() => setOpenId(null)} />
              )}
            </>
          )
        }}
      </SectionBody>
      {approving && (
        <ApproveSheet restaurantId={restaurant.id} onApproved={reload} onClose={() => setApproving(false)} />
      )}
    </>
  )
}
