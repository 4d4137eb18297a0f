import { type Exchange, makeOperation, type Operation, type OperationResult } from '@urql/core'
import { filter, makeSubject, map, merge, pipe } from 'wonka'
import { errorReason } from './error-codes'

/**
 * Sends the hash of a document in its place, as the build has put it into the document; in development, where there is
 * none, the document. A server of another version may not know the hash: then the document itself is sent, which
 * staff may do. A guest's page and a tablet are refused.
 * @param onRefused loads the page anew, so that it is of the server's version
 */
export function persistedDocumentsExchange(onRefused: () => void): Exchange {
  return ({ forward }) =>
    (operations) => {
      const { source: again, next } = makeSubject<Operation>()
      const isAnswer = (result: OperationResult) => {
        const reason = errorReason(result.error?.graphQLErrors)
        if (reason === 'DOCUMENT_REFUSED') onRefused()
        if (reason !== 'UNKNOWN_DOCUMENT' || hasText(result.operation)) return true
        next(withHash(result.operation, true))
        return false
      }
      const sent = pipe(
        operations,
        map((operation) => withHash(operation, false)),
      )
      return pipe(merge([sent, again]), forward, filter(isAnswer))
    }
}

function hasText({ extensions }: Operation): boolean {
  return extensions?.persistedQuery?.miss === true
}

/** @param miss sends the text along: the server had missed it */
function withHash(operation: Operation, miss: boolean): Operation {
  const hash = (operation.query as { __meta__?: { hash?: string } }).__meta__?.hash
  if (hash === undefined || operation.kind === 'teardown') return operation
  const persistedQuery = { version: 1 as const, sha256Hash: hash, ...(miss ? { miss } : {}) }
  return makeOperation(operation.kind, {
    ...operation,
    extensions: { ...operation.extensions, persistedQuery },
  })
}
