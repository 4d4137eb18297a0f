import { createHash } from 'node:crypto'
import { InvalidInputError, PublicError } from './errors.ts'

const MAX_LENGTH = 255

/**
 * The key that makes a repeated request the same request.
 * @throws InvalidInputError
 */
export function checkIdempotencyKey(key: string): string {
  if (key.length < 1 || key.length > MAX_LENGTH || /\p{Cc}/u.test(key) || !key.isWellFormed()) {
    throw new InvalidInputError(
      ['idempotencyKey'],
      `idempotencyKey must be 1 to ${MAX_LENGTH} characters, without control characters.`,
    )
  }
  return key
}

/** The key was used before, with another input. */
export class IdempotencyKeyReusedError extends PublicError {
  override name = 'IdempotencyKeyReusedError'
  readonly code = 'IDEMPOTENCY_KEY_REUSED'
  constructor() {
    super('This idempotencyKey has been used with another input. Use a new one for a new request.')
  }
}

/** A fingerprint of what a key came with: SHA-256 of its JSON, so build the value with its keys in a fixed order. */
export function hashRequest(request: unknown): Buffer {
  return createHash('sha256').update(JSON.stringify(request)).digest()
}
