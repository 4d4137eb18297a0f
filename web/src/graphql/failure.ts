import type { CombinedError } from '@urql/core'
import { tooManyTries } from '../ui/too-many-tries'
import { errorReason, isDenied, retryAfter } from './error-codes'

/** Why something that a person asked for was not done, and what they can do: for what the schema has no answer to. */
export function failureWords(error: CombinedError | undefined): string {
  if (!error || error.networkError) return 'No answer from the server. Check the connection, then try again.'
  const wait = retryAfter(error.graphQLErrors)
  if (wait !== undefined) return tooManyTries(wait)
  if (isDenied(error.graphQLErrors))
    return 'You may not do this, or not any more. Reload the page to see what is yours.'
  if (errorReason(error.graphQLErrors) === 'NO_MAIL')
    return 'This installation sends no mail, so it cannot send you a link. Ask whoever runs it for a link to a new password.'
  return 'That did not work. It was us, not you: please try again.'
}
