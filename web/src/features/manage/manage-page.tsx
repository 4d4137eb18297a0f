import { useCallback } from 'react'
import { useClient, useQuery } from 'urql'
import { Redirect, useSearchParams } from 'wouter'
import { graphql } from '../../gql'
import type { ManageViewerQuery } from '../../gql/graphql'
import { QueryView } from '../../graphql/query-view'
import { Skeleton } from '../../ui/skeleton'
import { AccountSection } from './account/account-section'
import { ActivitySection } from './activity/activity-section'
import { KeysSection } from './keys/keys-section'
import { ManageShell } from './manage-shell'
import { ManageSignIn } from './manage-sign-in'
import type { Membership } from './section'
import { type Section, sectionsFor } from './sections'
import { StaffSection } from './staff/staff-section'
import { TablesSection } from './tables/tables-section'
import { TabletsSection } from './tablets/tablets-section'
import { UnseenOrders } from './unseen-orders'

const ViewerQuery = graphql(`
  query ManageViewer {
    viewer {
      id
      kind
      name
      memberships {
        role
        permissions
        restaurant {
          id
          slug
          name
          timeZone
        }
      }
    }
  }
`)

/** `/manage/<section>`: tables, staff, tablets, API keys, activity, one's own account. `?restaurant=<slug>` chooses among several. */
export default function ManagePage({ section }: { section: string | undefined }) {
  const client = useClient()
  const [result, execute] = useQuery({ query: ViewerQuery, requestPolicy: 'cache-and-network' })
  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  const refresh = useCallback(
    () => client.query(ViewerQuery, {}, { requestPolicy: 'network-only' }).toPromise(),
    [client],
  )
  return (
    <QueryView
      result={result}
      retry={retry}
      skeleton={<Opening />}
      advice="That was us, not you. Please try again in a minute."
    >
      {({ viewer }) =>
        viewer?.kind === 'STAFF' ? (
          <Manage viewer={viewer} section={section} onRefresh={refresh} />
        ) : (
          <ManageSignIn onTablet={viewer?.kind === 'DEVICE'} onSignedIn={refresh} />
        )
      }
    </QueryView>
  )
}

type Viewer = NonNullable<ManageViewerQuery['viewer']>

type ManageProps = {
  viewer: Viewer
  section: string | undefined
  onRefresh: () => Promise<unknown>
}

function Manage({ viewer, section, onRefresh }: ManageProps) {
  const [search, setSearch] = useSearchParams()
  const slug = search.get('restaurant')
  const { memberships } = viewer
  const membership = memberships.find(({ restaurant }) => restaurant.slug === slug) ?? memberships[0]
  const sections = sectionsFor(membership?.permissions ?? [])
  const current = sections.find(({ path }) => path === section) ?? null
  // What one may not see, or not any more, is not there.
  if (!current) return <Redirect to={`/manage/${sections[0]?.path}${location.search}`} replace />
  return (
    <ManageShell
      viewerName={viewer.name}
      memberships={memberships}
      membership={membership}
      sections={sections}
      current={current}
      onChoose={(chosen) => setSearch({ restaurant: chosen })}
    >
      <title>{`${current.name} · MenuMate`}</title>
      {membership && <UnseenOrders key={`alarm ${membership.restaurant.id}`} {...membership} />}
      <SectionOf
        key={membership?.restaurant.id}
        path={current.path}
        viewer={viewer}
        membership={membership}
        onDenied={onRefresh}
      />
    </ManageShell>
  )
}

type SectionOfProps = {
  path: Section['path']
  viewer: Viewer
  membership: Membership | undefined
  onDenied: () => Promise<unknown>
}

function SectionOf({ path, viewer, membership, onDenied }: SectionOfProps) {
  if (path === 'account' || !membership)
    return <AccountSection name={viewer.name} memberships={viewer.memberships} />
  switch (path) {
    case 'staff':
      return <StaffSection membership={membership} onDenied={onDenied} />
    case 'tables':
      return <TablesSection membership={membership} onDenied={onDenied} />
    case 'tablets':
      return <TabletsSection membership={membership} onDenied={onDenied} />
    case 'keys':
      return <KeysSection membership={membership} onDenied={onDenied} />
    case 'activity':
      return <ActivitySection membership={membership} onDenied={onDenied} />
  }
}

function Opening() {
  return (
    <main aria-busy="true" aria-label="Opening" className="mx-auto max-w-3xl space-y-4 p-5 md:pt-12">
      <Skeleton className="h-12 w-1/2" />
      <Skeleton className="h-20" />
      <Skeleton className="h-20" />
    </main>
  )
}
