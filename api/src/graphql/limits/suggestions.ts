import { GraphQLError } from 'graphql'

/** What graphql-js puts before its suggestions, which end the message with a question mark. */
const HINT = ' Did you mean '

/**
 * The error, without its hint at names of the schema. To be asked before the message is shortened: of a hint that is
 * cut off the end is missing, by which it is known.
 */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = withoutHint(error.message)
  if (message === error.message) return error
  const { nodes, source, positions, path, originalError, extensions } = error
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    originalError: originalError ?? null,
    extensions,
  })
}

/** Looks from the end, once: before the hint may stand a value of the caller's, however long and whatever it holds. */
export function withoutHint(message: string): string {
  const start = message.endsWith('?') ? message.lastIndexOf(HINT) : -1
  return start === -1 ? message : message.slice(0, start)
}
