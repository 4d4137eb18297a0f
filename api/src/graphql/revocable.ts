import { type ExecutionResult, GraphQLError } from 'graphql'
import { UnauthenticatedError } from '../errors.ts'

/**
 * Passes results on until somebody's right to them is over, then says so, once, and ends.
 *
 * An iterator by hand, as Subscription is: `return()` reaches the source while it waits.
 * @param watch called with what ends it; returns what stops the watching
 */
export function revocable(
  results: AsyncIterable<ExecutionResult>,
  watch: (onEnd: () => void) => () => void,
): AsyncIterableIterator<ExecutionResult> {
  const source = results[Symbol.asyncIterator]()
  const done = { done: true, value: undefined } as const
  let state: 'running' | 'revoked' | 'over' = 'running'
  let wake = () => {}
  const stopWatching = watch(() => {
    if (state === 'running') state = 'revoked'
    wake()
  })

  async function end(): Promise<void> {
    state = 'over'
    stopWatching()
    wake()
    await source.return?.()
  }

  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (state === 'running') {
        const result = await new Promise<IteratorResult<ExecutionResult> | null>((resolve, reject) => {
          wake = () => resolve(null)
          source.next().then(resolve, reject)
        }).catch(async (error: unknown) => {
          await end()
          throw error
        })
        if (result && state === 'running') {
          if (result.done) await end()
          return result
        }
      }
      if (state !== 'revoked') return done
      await end()
      const reason = new UnauthenticatedError()
      return {
        done: false,
        value: {
          errors: [
            new GraphQLError(reason.message, {
              originalError: reason,
              extensions: { code: reason.code },
            }),
          ],
        },
      }
    },
    async return() {
      await end()
      return done
    },
    async throw(error) {
      await end()
      throw error
    },
  }
}
