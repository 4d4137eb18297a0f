import { PublicError } from '../../errors.ts'

/** A document that is larger, deeper or dearer than anyone's may be. */
export class LimitExceededError extends PublicError {
  override name = 'LimitExceededError'
  readonly code = 'BAD_USER_INPUT'
  override readonly details: Readonly<Record<string, unknown>>

  /**
   * @param limit which of the limits
   * @param actual what the document has, where it was counted to the end
   */
  constructor(limit: string, allowed: number, actual?: number) {
    const found = actual === undefined ? '' : `, not ${actual}`
    super(`The document is too heavy: ${limit} must be at most ${allowed}${found}.`)
    this.details = { limit: { name: limit, allowed, ...(actual === undefined ? {} : { actual }) } }
  }
}
