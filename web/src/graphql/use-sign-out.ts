import { useMutation } from 'urql'
import { graphql } from '../gql'
import { showToast } from '../ui/toast'

const SignOutMutation = graphql(`
  mutation SignOut {
    signOut {
      signedOut
    }
  }
`)

/**
 * Signs out for good, or says that it did not work: a screen that only looks signed out is open to whoever comes next.
 * A paired tablet is unpaired by it.
 * @param onSignedOut what this page has to forget, before it is loaded afresh
 */
export function useSignOut(onSignedOut: () => void = () => {}): () => void {
  const [, signOut] = useMutation(SignOutMutation)
  return async () => {
    const { error } = await signOut({})
    if (error) {
      showToast({
        title: 'Still signed in',
        description: 'No answer from the server. Please try again.',
        tone: 'cancelled',
      })
      return
    }
    onSignedOut()
    // A fresh page: nothing of this restaurant stays in memory for the next person.
    location.reload()
  }
}
