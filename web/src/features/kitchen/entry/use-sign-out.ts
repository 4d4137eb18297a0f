import { useMutation } from 'urql'
import { graphql } from '../../../gql'
import { showToast } from '../../../ui/toast'
import { saveShift } from './shift'

const SignOutMutation = graphql(`
  mutation KitchenSignOut {
    signOut {
      signedOut
    }
  }
`)

/** Signs out for good, or says that it did not work: a screen that only looks signed out is open to whoever comes next. */
export function useSignOut(): () => void {
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
    saveShift(null)
    // A fresh page: nothing of this restaurant stays in memory for the next person.
    location.reload()
  }
}
