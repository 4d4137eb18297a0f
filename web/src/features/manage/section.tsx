import { LockKeyhole } from 'lucide-react'
import { type ReactNode, useCallback, useEffect } from 'react'
import { type AnyVariables, type CombinedError, type TypedDocumentNode, useQuery } from 'urql'
import type { ManageViewerQuery } from '../../gql/graphql'
import { isDenied } from '../../graphql/error-codes'
import { QueryView } from '../../graphql/query-view'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { Skeleton } from '../../ui/skeleton'

/** A restaurant one works in, and what one may do there. */
export type Membership = NonNullable<ManageViewerQuery['viewer']>['memberships'][number]

/** What each page of a restaurant is given. */
export type SectionProps = {
  membership: Membership
  /** The server refuses what was shown before: find out what one may do now. */
  onDenied: () => Promise<unknown>
}

/** A page's query: always asked for anew, since what it lists changes elsewhere too. */
export function useSection<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
) {
  const [result, execute] = useQuery<Data, AnyVariables>({
    query,
    variables,
    requestPolicy: 'cache-and-network',
  })
  const reload = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  return { result, reload }
}

type SectionHeadProps = { title: string; intro: string; action?: ReactNode }

/** What a page is about, and the one thing most come to it for. */
export function SectionHead({ title, intro, action }: SectionHeadProps) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div className="min-w-60 flex-1">
        <h1 className="text-4xl">{title}</h1>
        <p className="mt-1.5 max-w-prose text-lg leading-snug text-pretty text-ink-soft">{intro}</p>
      </div>
      {action && <div className="max-sm:w-full max-sm:*:w-full">{action}</div>}
    </header>
  )
}

type SectionBodyProps<Restaurant> = {
  result: {
    data?: { restaurant?: Restaurant | null | undefined } | null | undefined
    error?: CombinedError | undefined
  }
  reload: () => void
  onDenied: () => Promise<unknown>
  children: (restaurant: Restaurant) => ReactNode
}

/** A page's content: loading, failed, offline and refused the same everywhere. */
export function SectionBody<Restaurant>(props: SectionBodyProps<Restaurant>) {
  const { result, reload, onDenied, children } = props
  const denied = isDenied(result.error?.graphQLErrors)
  useEffect(() => {
    if (denied) void onDenied()
  }, [denied, onDenied])
  return (
    <QueryView
      result={result}
      retry={reload}
      skeleton={<RowsSkeleton />}
      advice="That was us, not you. Please try again in a minute."
    >
      {({ restaurant }) =>
        restaurant ? (
          children(restaurant)
        ) : (
          <EmptyState
            icon={<LockKeyhole className="size-12" strokeWidth={1.75} />}
            title="Not yours to see"
            actions={<Button onClick={reload}>Look again</Button>}
          >
            Your role has changed, or this restaurant is no longer yours.
          </EmptyState>
        )
      }
    </QueryView>
  )
}

function RowsSkeleton() {
  return (
    <div aria-busy="true" className="space-y-3">
      <Skeleton className="h-20" />
      <Skeleton className="h-20" />
      <Skeleton className="h-20" />
    </div>
  )
}
