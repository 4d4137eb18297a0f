import { useCallback, useState } from 'react'
import { useQuery } from 'urql'
import { graphql } from '../../gql'
import { QueryView } from '../../graphql/query-view'
import { roleName } from '../../graphql/staff-roles'
import { Sign } from '../../ui/full-screen'
import { Skeleton } from '../../ui/skeleton'
import { AcceptForm, DeadInvitation } from './accept-form'
import { LinkPage } from './link-page'
import { linkToken } from './link-token'

const InvitationQuery = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) {
      email
      role
      hasAccount
      restaurant {
        id
        slug
        name
      }
    }
  }
`)

/** `/invitation#<token>`: where an invitation's mail leads. Makes whoever has it one of the staff. */
export default function InvitationPage() {
  const [token] = useState(() => linkToken())
  const [result, execute] = useQuery({
    query: InvitationQuery,
    variables: { token },
    requestPolicy: 'network-only',
  })
  const retry = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute])
  return (
    <LinkPage title="Invitation">
      <QueryView
        result={result}
        retry={retry}
        skeleton={<Skeleton className="h-96" />}
        advice="That was us, not you. The invitation is still good: please try again."
      >
        {({ invitation }) =>
          invitation ? (
            <>
              <Sign title={`Join ${invitation.restaurant.name}`}>
                You are invited to work there: {roleName(invitation.role)}.
              </Sign>
              <AcceptForm token={token} invitation={invitation} />
            </>
          ) : (
            <DeadInvitation />
          )
        }
      </QueryView>
    </LinkPage>
  )
}
