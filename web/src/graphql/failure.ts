import type { CombinedError } from '@urql/core'
import { errorCode, isDenied } from './error-codes'

/** Why something that a person asked for was not done, and what they can do: for what the schema has no answer to. */
export function failureWords(error: CombinedError | undefined): string {
  if (!error || error.networkError) return 'No answer from the server. Check the Wi-Fi, then try again.'
  if (errorCode(error.graphQLErrors) === 'RATE_LIMITED')
    return 'Too many tries. Please wait a minute, then try again.'
  if (isDenied(error.graphQLErrors))
    return 'You may not do this, or not any more. Reload the page to see what is yours.'
  return 'That did not work. It was us, not you: please try again.'
}
