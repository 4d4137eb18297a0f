import { useCallback } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../gql'
import { QueryView } from '../../graphql/query-view'
import { Skeleton } from '../../ui/skeleton'
import { DemoHome } from './demo-home'
import { Welcome } from './welcome'

const StartQuery = graphql(`
  query Start {
    demo {
      ...DemoHome
    }
  }
`)

/** `/`: a tour where there is demo data to try, a signpost everywhere else. */
export default function StartPage() {
  const [result, execute] = useQuery({ query: StartQuery })
  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  return (
    <QueryView result={result} retry={retry} skeleton={<Opening />}>
      {({ demo }) => (demo ? <DemoHome demo={demo} /> : <Welcome />)}
    </QueryView>
  )
}

function Opening() {
  return (
    <main aria-busy="true" aria-label="Opening" className="mx-auto max-w-7xl space-y-6 px-5 py-8 lg:px-8">
      <Skeleton className="h-11 w-44" />
      <Skeleton className="h-40 max-w-xl" />
      <Skeleton className="h-80" />
    </main>
  )
}
