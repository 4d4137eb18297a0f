import { PublicError } from '../errors.ts'

/** The table session is over; also for a token that is unknown or expired. */
export class SessionClosedError extends PublicError {
  override name = 'SessionClosedError'
  readonly code = 'SESSION_CLOSED'
  constructor() {
    super('This table session is closed. Scan the code at your table to start a new one.')
  }
}

/** No table has this code (any more). */
export class TableCodeInvalidError extends PublicError {
  override name = 'TableCodeInvalidError'
  readonly code = 'TABLE_CODE_INVALID'
  /** Whether a table had it before, and has another one now. */
  readonly isReplaced: boolean
  constructor(isReplaced = false) {
    super(
      isReplaced
        ? 'This QR code has been replaced. Please ask the staff for the new one.'
        : 'This table code is not valid. Scan the code at your table again, or ask the staff.',
    )
    this.isReplaced = isReplaced
  }
}

/** The table has a party, and its PIN was not given, not right, or cannot be tried now. */
export class TablePinRequiredError extends PublicError {
  override name = 'TablePinRequiredError'
  readonly code = 'TABLE_PIN_REQUIRED'
  readonly isWrong: boolean
  /** Until then no PIN is looked at. */
  readonly retryAt: Date | null
  constructor(isWrong: boolean, retryAt: Date | null) {
    super(
      retryAt
        ? 'There were too many wrong PINs. Please wait a little, then try again.'
        : isWrong
          ? 'This is not the PIN of this table. Those who sit there see it on their phones.'
          : 'This table has a PIN. Those who sit there see it on their phones.',
    )
    this.isWrong = isWrong
    this.retryAt = retryAt
  }
}

/** The staff have been asked whether this device may sit down. */
export class JoinApprovalPendingError extends PublicError {
  override name = 'JoinApprovalPendingError'
  readonly code = 'JOIN_APPROVAL_PENDING'
  /** What the device waits with; its session token, once it is approved. */
  readonly joinRequestToken: string
  readonly expiresAt: Date
  constructor(joinRequestToken: string, expiresAt: Date) {
    super('The staff have been asked. Please wait a moment.')
    this.joinRequestToken = joinRequestToken
    this.expiresAt = expiresAt
  }
}

/** As many devices as may wait for this table do. */
export class TableBusyError extends PublicError {
  override name = 'TableBusyError'
  readonly code = 'TABLE_BUSY'
  constructor() {
    super('Several people are waiting for this table already. Please ask the staff.')
  }
}
