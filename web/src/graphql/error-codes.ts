type WithExtensions = { extensions?: { [key: string]: unknown } | undefined }

/** The `extensions.code` of the first error that has one. */
export function errorCode(errors: readonly unknown[] | undefined): string | undefined {
  const code = extension(errors, 'code')
  return typeof code === 'string' ? code : undefined
}

/** Why the document was refused, where that is what went wrong. */
export function errorReason(errors: readonly unknown[] | undefined): string | undefined {
  return extension(errors, 'reason') as string | undefined
}

/** After how many seconds a limit that was reached lets go; undefined where none was. */
export function retryAfter(errors: readonly unknown[] | undefined): number | undefined {
  if (errorCode(errors) !== 'RATE_LIMITED') return undefined
  const seconds = extension(errors, 'retryAfter')
  return typeof seconds === 'number' ? seconds : 10
}

function extension(errors: readonly unknown[] | undefined, name: string): unknown {
  for (const error of errors ?? []) {
    const value = (error as WithExtensions).extensions?.[name]
    if (value !== undefined) return value
  }
  return undefined
}

const cursorCodes = new Set(['CURSOR_EXPIRED', 'INVALID_CURSOR'])
const deniedCodes = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'])
const malformedCodes = new Set(['BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED'])

/** The log no longer covers the cursor: load the snapshot again and go on from there. */
export function isCursorRefused(errors: readonly unknown[] | undefined): boolean {
  return cursorCodes.has(errorCode(errors) ?? '')
}

/** The viewer may not, or no longer, see this. */
export function isDenied(errors: readonly unknown[] | undefined): boolean {
  return deniedCodes.has(errorCode(errors) ?? '')
}

/** While a new version is rolled out, a page meets servers that know its documents and servers that do not. */
const otherVersionReasons = new Set(['UNKNOWN_DOCUMENT', 'DOCUMENT_REFUSED'])

/** The server is of another version than the page; the next one asked may not be. */
export function isOtherVersion(errors: readonly unknown[] | undefined): boolean {
  // Our documents are valid where they were built.
  return (
    errorCode(errors) === 'GRAPHQL_VALIDATION_FAILED' || otherVersionReasons.has(errorReason(errors) ?? '')
  )
}

/** Asking the same thing again will get the same answer. */
export function isFinal(errors: readonly unknown[]): boolean {
  if (isOtherVersion(errors)) return false
  return isCursorRefused(errors) || isDenied(errors) || malformedCodes.has(errorCode(errors) ?? '')
}
