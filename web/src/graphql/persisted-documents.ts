import { type Exchange, makeOperation, type Operation, type OperationResult } from '@urql/core'
import { filter, makeSubject, map, merge, pipe } from 'wonka'
import { errorReason } from './error-codes'

const RELOADED_AT = 'menumate.reloaded-at'
const RELOAD_AT_MOST_EVERY_MS = 10 * 60_000

/**
 * Sends the hash of a document in its place, as the build has put it into the document; in development, where there is
 * none, the document. A server of another version may not know the hash: then the document itself is sent, which
 * staff may do; a guest's page is loaded anew, once.
 */
export function persistedDocumentsExchange(
  reload: () => void = () => reloadOnce(sessionStorage, () => location.reload()),
): Exchange {
  return ({ forward }) =>
    (operations) => {
      const { source: again, next } = makeSubject<Operation>()
      const isAnswer = (result: OperationResult) => {
        const reason = errorReason(result.error?.graphQLErrors)
        if (reason === 'DOCUMENT_REFUSED') reload()
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

/** A server that goes on refusing must not make a page that goes on loading. */
function reloadOnce(storage: Storage, reload: () => void): void {
  if (Date.now() - Number(storage.getItem(RELOADED_AT)) < RELOAD_AT_MOST_EVERY_MS) return
  storage.setItem(RELOADED_AT, String(Date.now()))
  reload()
}
