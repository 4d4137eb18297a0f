import { BadUserInputError, PublicError } from '../errors.ts'

/** Wrong e-mail address or password; which of the two is nobody's business. */
export class InvalidCredentialsError extends PublicError {
  override name = 'InvalidCredentialsError'
  readonly code = 'INVALID_CREDENTIALS'
  constructor(message = 'This e-mail address and password do not belong together.') {
    super(message)
  }
}

/** The link of a mail that is unknown, used, revoked or expired. */
export class LinkInvalidError extends PublicError {
  override name = 'LinkInvalidError'
  readonly code = 'LINK_INVALID'
  constructor() {
    super('This link is no longer good. Ask for a new one.')
  }
}

/** Whoever waited for a mail would wait in vain. It is said of every address alike. */
export class NoMailError extends BadUserInputError {
  override name = 'NoMailError'
  override readonly details = { reason: 'NO_MAIL' }
  constructor() {
    super(
      'This installation sends no mail, so it cannot send you a link. Ask whoever runs it for a link to a new password.',
    )
  }
}

/** A restaurant keeps at least one owner. */
export class LastOwnerError extends PublicError {
  override name = 'LastOwnerError'
  readonly code = 'LAST_OWNER'
  constructor() {
    super('A restaurant needs an owner. Make somebody else one first.')
  }
}

/** Whoever is invited works here already. */
export class AlreadyStaffError extends PublicError {
  override name = 'AlreadyStaffError'
  readonly code = 'ALREADY_STAFF'
  constructor() {
    super('This e-mail address belongs to one of the staff already.')
  }
}
