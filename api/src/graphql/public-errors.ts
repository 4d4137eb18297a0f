import { GraphQLError } from 'graphql'
import { InvalidInputError, PublicError } from '../errors.ts'
import { sqlStateOf } from '../logged-error.ts'
import type { Logger } from '../logger.ts'
import { OperationTimeoutError } from './limits/time-limit.ts'

const INTERNAL_MESSAGE = 'Something went wrong on our side. Try again; it has been reported.'

/** Yoga's code for what is not even JSON: 400 for every client, not only for those that know the specification. */
const MALFORMED = 'BAD_REQUEST'

/** PostgreSQL's query_canceled: a statement that was ended because it took too long. */
const STATEMENT_ENDED = '57014'

/** GraphQL repeats whole values and documents in its messages, some of them twice. */
const MAX_MESSAGE = 300

/**
 * What a caller is told of an error that is no member of a result union: a public error's own words, what GraphQL
 * says of a malformed request, and of everything else nothing. Each has one of the contract's codes.
 * @param statementTimeoutMs after which the database ends a statement, where it is known
 */
export function toPublicError(error: unknown, logger: Logger, statementTimeoutMs?: number): GraphQLError {
  const thrown = causeOf(error)
  const isEnded = sqlStateOf(thrown) === STATEMENT_ENDED
  if (isEnded) logger.warn({ err: thrown }, 'a statement took too long')
  const cause = isEnded ? new OperationTimeoutError(statementTimeoutMs) : thrown
  const location =
    error instanceof GraphQLError ? { nodes: error.nodes ?? null, path: error.path ?? null } : {}
  if (cause instanceof PublicError) {
    // Outside of a union that has it as a member, this is an argument that breaks a rule.
    const code = cause instanceof InvalidInputError ? 'BAD_USER_INPUT' : cause.code
    const http = cause.http && { http: cause.http }
    return new GraphQLError(cause.message, { ...location, extensions: { code, ...cause.details, ...http } })
  }
  if (error instanceof GraphQLError && cause === undefined) {
    const { http, code } = error.extensions
    return new GraphQLError(shortened(error.message), {
      nodes: error.nodes ?? null,
      positions: error.positions ?? null,
      source: error.source ?? null,
      path: error.path ?? null,
      extensions: {
        code: code === 'INTERNAL_SERVER_ERROR' ? code : 'BAD_USER_INPUT',
        ...(http === undefined ? {} : { http: code === MALFORMED ? { ...http, spec: false } : http }),
      },
    })
  }
  logger.error({ err: cause ?? error }, 'a request failed')
  return new GraphQLError(INTERNAL_MESSAGE, { ...location, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
}

function shortened(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1).toWellFormed()}…`
}

/** What a resolver threw, through however many layers GraphQL wrapped around it. */
function causeOf(error: unknown): unknown {
  let cause = error
  while (cause instanceof GraphQLError) cause = cause.originalError
  return cause
}
