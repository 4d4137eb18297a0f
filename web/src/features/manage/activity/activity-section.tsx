import { History, PlugZap, TabletSmartphone, UserRound } from 'lucide-react'
import { useState } from 'react'
import { graphql } from '../../../gql'
import type { ActorKind, ManageActivityQuery } from '../../../gql/graphql'
import { Button } from '../../../ui/button'
import { Card } from '../../../ui/card'
import { EmptyState } from '../../../ui/empty-state'
import { formatClock, formatDate } from '../../../ui/time'
import { Rows } from '../rows'
import { SectionBody, SectionHead, type SectionProps, useSection } from '../section'
import { auditSentence } from './audit-sentence'

const ActivityQuery = graphql(`
  query ManageActivity($slug: String!, $after: String) {
    restaurant(slug: $slug) {
      id
      auditTrail(first: 30, after: $after) {
        edges {
          node {
            id
            at
            actorKind
            actorName
            action
            target
            details
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`)

type Entry = NonNullable<ManageActivityQuery['restaurant']>['auditTrail']['edges'][number]['node']

/** Who did what, newest first. */
export function ActivitySection(props: SectionProps) {
  // Where each page in sight begins: the first at the newest.
  const [starts, setStarts] = useState<(string | null)[]>([null])
  return (
    <>
      <SectionHead
        title="Activity"
        intro="What staff, tablets and partners did. Other moves of orders stand in each order’s own history."
      />
      <div className="space-y-6">
        {starts.map((after, index) => (
          <ActivityPage
            key={after ?? 'newest'}
            {...props}
            after={after}
            onOlder={
              index === starts.length - 1 ? (cursor) => setStarts((before) => [...before, cursor]) : undefined
            }
          />
        ))}
      </div>
    </>
  )
}

type ActivityPageProps = SectionProps & {
  after: string | null
  /** For the last page. */
  onOlder: ((cursor: string) => void) | undefined
}

function ActivityPage({ membership, onDenied, after, onOlder }: ActivityPageProps) {
  const { slug, timeZone } = membership.restaurant
  const { result, reload } = useSection(ActivityQuery, { slug, after })
  return (
    <SectionBody result={result} reload={reload} onDenied={onDenied}>
      {({ auditTrail: { edges, pageInfo } }) => (
        <>
          {edges.length === 0 && (
            <Card>
              <EmptyState icon={<History className="size-12" strokeWidth={1.75} />} title="Nothing yet">
                Invitations, tablets, keys, payments and the like will stand here.
              </EmptyState>
            </Card>
          )}
          {byDay(
            edges.map(({ node }) => node),
            timeZone,
          ).map(({ day, entries }) => (
            <section key={day} aria-label={day}>
              <h2 className="mb-3 text-xl text-ink-soft">{day}</h2>
              <Rows label={day}>
                {entries.map((entry) => (
                  <ActivityRow key={entry.id} entry={entry} timeZone={timeZone} />
                ))}
              </Rows>
            </section>
          ))}
          {onOlder && pageInfo.hasNextPage && pageInfo.endCursor && (
            <Button
              variant="secondary"
              size="lg"
              className="w-full"
              onClick={() => pageInfo.endCursor && onOlder(pageInfo.endCursor)}
            >
              Show older
            </Button>
          )}
        </>
      )}
    </SectionBody>
  )
}

const icons: Record<ActorKind, typeof UserRound> = {
  STAFF: UserRound,
  DEVICE: TabletSmartphone,
  PARTNER: PlugZap,
}

function ActivityRow({ entry, timeZone }: { entry: Entry; timeZone: string }) {
  const Icon = icons[entry.actorKind]
  return (
    <li className="flex gap-3.5 px-4 py-3.5 sm:px-5">
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-ink-soft" />
      <p className="min-w-0 flex-1 text-lg leading-snug break-words">
        <strong>{entry.actorName}</strong> {auditSentence(entry)}
      </p>
      <time dateTime={entry.at} className="shrink-0 text-ink-soft tabular-nums">
        {formatClock(entry.at, timeZone)}
      </time>
    </li>
  )
}

/** In the order of the entries; the days are the restaurant's. */
function byDay(entries: readonly Entry[], timeZone: string) {
  const days: { day: string; entries: Entry[] }[] = []
  for (const entry of entries) {
    const day = formatDate(entry.at, timeZone)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
