import { useMutation } from 'urql'
import { graphql } from '../../../gql'
import { showToast } from '../../../ui/toast'

const SetPaused = graphql(`
  mutation KitchenSetPaused($input: SetOrderingPausedInput!) {
    setOrderingPaused(input: $input) {
      restaurant {
        id
        isPaused
      }
    }
  }
`)

/** Pauses ordering, or takes orders again; says so when that did not work. */
export function useOrderingPause(restaurantId: string) {
  const [{ fetching }, setPaused] = useMutation(SetPaused)

  async function pause(isPaused: boolean) {
    const { error } = await setPaused({ input: { restaurantId, isPaused } })
    if (!error) return
    showToast({
      title: isPaused ? 'Guests can still order' : 'Ordering is still paused',
      description: error.networkError
        ? 'No answer from the server. Please try again.'
        : 'Your role may not change that. Ask a manager.',
      tone: 'cancelled',
    })
  }

  return { pause, busy: fetching }
}
