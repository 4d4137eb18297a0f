import { PublicError } from '../errors.ts'

/** No tablet shows this code, or not any more. */
export class PairingInvalidError extends PublicError {
  override name = 'PairingInvalidError'
  readonly code = 'PAIRING_INVALID'
  constructor() {
    super('This code is wrong, or no longer works. Start again on the tablet.')
  }
}

/** Nobody has approved the tablet yet. */
export class PairingPendingError extends PublicError {
  override name = 'PairingPendingError'
  readonly code = 'PAIRING_PENDING'
  constructor() {
    super('A manager has yet to approve this tablet.')
  }
}
