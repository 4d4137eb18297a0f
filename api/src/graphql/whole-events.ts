import { type ExecutionResult, GraphQLError } from 'graphql'

/**
 * Passes results on up to one that failed on our side, which it hands to `onFailure` instead. A subscriber who was
 * given half an event and then the next one would have lost it; one who is broken off comes back with the cursor of
 * the last whole event, and gets it again.
 *
 * An iterator by hand, as Subscription is: `return()` reaches the source while it waits.
 */
export function wholeEvents(
  results: AsyncIterable<ExecutionResult>,
  onFailure: () => void,
): AsyncIterableIterator<ExecutionResult> {
  const source = results[Symbol.asyncIterator]()
  const done = { done: true, value: undefined } as const
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      const result = await source.next().catch((error: unknown) => {
        if (error instanceof GraphQLError && isPublic(error)) throw error
        return null
      })
      if (result && (result.done || (result.value.errors ?? []).every(isPublic))) return result
      await source.return?.()
      onFailure()
      return done
    },
    return: async () => (await source.return?.()) ?? done,
    async throw(error) {
      await source.return?.()
      throw error
    },
  }
}

function isPublic({ extensions }: GraphQLError): boolean {
  return extensions['code'] !== 'INTERNAL_SERVER_ERROR'
}
