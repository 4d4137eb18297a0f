import type { CombinedError } from '@urql/core'
import { type Backoff, createBackoff } from './backoff'
import { isOtherVersion } from './error-codes'

const MOST_RETRIES = 5

/** Asks again, a few times, where a server of another version has not even looked at what it was asked. */
export async function retryOtherVersion<Answer extends { error?: CombinedError | undefined }>(
  ask: () => Promise<Answer>,
  backoff: Pick<Backoff, 'wait'> = createBackoff(),
): Promise<Answer> {
  let answer = await ask()
  for (let retry = 0; retry < MOST_RETRIES && isOtherVersion(answer.error?.graphQLErrors); retry++) {
    await backoff.wait(retry)
    answer = await ask()
  }
  return answer
}
