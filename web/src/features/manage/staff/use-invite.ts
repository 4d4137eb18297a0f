import { graphql } from '../../../gql'
import { useAction } from '../../../graphql/use-action'

const InviteStaff = graphql(`
  mutation ManageInviteStaff($input: InviteStaffInput!) {
    inviteStaff(input: $input) {
      __typename
      ... on InviteStaffPayload {
        invitation {
          id
          email
        }
        link
      }
      ... on InvalidInputError {
        path
      }
      ... on Error {
        message
      }
    }
  }
`)

/** Sends somebody a link. Sent again, it replaces the earlier one. */
export function useInvite() {
  return useAction(InviteStaff, { answerOf: ({ inviteStaff }) => inviteStaff, names: { email: 'This' } })
}
