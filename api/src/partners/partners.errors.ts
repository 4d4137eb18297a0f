import { PublicError } from '../errors.ts'

/** More keys than anybody rotates. */
export class TooManyApiKeysError extends PublicError {
  override name = 'TooManyApiKeysError'
  readonly code = 'TOO_MANY_API_KEYS'
  constructor(limit: number) {
    super(`A restaurant has at most ${limit} API keys. Revoke one first.`)
  }
}
