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
  constructor() {
    super('This table code is not valid. Scan the code at your table again, or ask the staff.')
  }
}
