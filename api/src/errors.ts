/**
 * An error whose message is meant for the caller. Everything else that is thrown is a defect: it is logged, and the
 * caller learns nothing but INTERNAL_SERVER_ERROR.
 */
export abstract class PublicError extends Error {
  /** The code that clients act on, as docs/errors.md lists them. */
  abstract readonly code: string
  /** What programs are told besides the code; goes into `extensions`. */
  readonly details?: Readonly<Record<string, unknown>>
  /** How the answer differs over HTTP. */
  readonly http?: { readonly status: number; readonly headers: Readonly<Record<string, string>> }
}

/** Signed in by nobody, where somebody is needed. */
export class UnauthenticatedError extends PublicError {
  override name = 'UnauthenticatedError'
  readonly code = 'UNAUTHENTICATED'
  constructor() {
    super('Sign in first.')
  }
}

/** There is no such thing, or none that the viewer may see: the two are one. */
export class NotFoundError extends PublicError {
  override name = 'NotFoundError'
  readonly code = 'NOT_FOUND'
  /** @param what what was looked for, in a guest's words: "restaurant" */
  constructor(what: string) {
    super(`There is no such ${what}.`)
  }
}

/** Signed in and visible, but the role or the key's scopes do not go so far. */
export class ForbiddenError extends PublicError {
  override name = 'ForbiddenError'
  readonly code = 'FORBIDDEN'
  constructor() {
    super('You are not allowed to do this.')
  }
}

/** A field of the input breaks a rule. */
export class InvalidInputError extends PublicError {
  override name = 'InvalidInputError'
  readonly code = 'INVALID_INPUT'
  /** The way to the field in the input: ["items", "0", "quantity"]. */
  readonly path: readonly string[]
  constructor(path: readonly string[], message: string) {
    super(message)
    this.path = path
  }
}

/** An argument outside an input type breaks a rule; the message names it. */
export class BadUserInputError extends PublicError {
  override name = 'BadUserInputError'
  readonly code = 'BAD_USER_INPUT'
}
