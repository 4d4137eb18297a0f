import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Admitted } from './admission.ts'
import { MAX_COST } from './document-limits.ts'
import { withoutSuggestion } from './suggestions.ts'
import { OperationTimeoutError, withinTime } from './time-limit.ts'
import { createTurns } from './turns.ts'

/** What the way in has put into the context of an operation. */
interface LimitedContext {
  admitted?: Admitted
}

/**
 * Runs what was admitted, in its turn and within its time, and answers its cost to those who write documents of their
 * own. The same hooks run for HTTP, SSE and the WebSocket.
 */
export function useLimits(options: { operationTimeoutMs: number }): Plugin<LimitedContext> {
  const { operationTimeoutMs } = options
  const turns = createTurns()

  /** What is given up while it waits for its turn never begins: whoever asked has been told to look, and asks again. */
  function run<T>(line: string, act: () => T | Promise<T>, onLate?: (late: T) => void): T | Promise<T> {
    return withinTime(
      (isGivenUp) =>
        turns.take(line, () => {
          if (isGivenUp()) throw new OperationTimeoutError(operationTimeoutMs)
          return act()
        }),
      operationTimeoutMs,
      onLate,
    )
  }

  return {
    // Parsed and validated it is already; there is nothing to run for what was not admitted.
    onParse: ({ context, setParsedDocument }) => setParsedDocument(admittedIn(context).document),
    onValidate: ({ setResult }) => setResult([]),

    onExecute({ executeFn, setExecuteFn, context }) {
      const admitted = admittedIn(context)
      setExecuteFn((args) => answered(run(admitted.line, () => executeFn(args))))
      return {
        onExecuteDone({ result, setResult }) {
          if (!(Symbol.asyncIterator in result)) setResult(finish(result, admitted))
        },
      }
    },
    // A subscription's first step; what it then brings takes as long as it takes.
    onSubscribe({ subscribeFn, setSubscribeFn, context }) {
      const admitted = admittedIn(context)
      setSubscribeFn((args) => answered(run(admitted.line, () => subscribeFn(args), endStream)))
      return {
        onSubscribeResult({ result, setResult }) {
          if (!(Symbol.asyncIterator in result)) setResult(withoutSuggestions(result, admitted))
        },
      }
    },
  }
}

function admittedIn({ admitted }: LimitedContext): Admitted {
  if (!admitted) throw new Error('An operation came past the admission')
  return admitted
}

/** Nobody is there any more for a subscription that begins too late; it would hold its place for ever. */
function endStream(late: ExecutionResult | AsyncIterable<ExecutionResult>): void {
  if (Symbol.asyncIterator in late) void late[Symbol.asyncIterator]().return?.()
}

function answered<T>(result: T | Promise<T>): T | Promise<T | ExecutionResult> {
  if (!(result instanceof Promise)) return result
  return result.catch((error: unknown): ExecutionResult => {
    if (!(error instanceof OperationTimeoutError)) throw error
    return { errors: [new GraphQLError(error.message, { originalError: error })] }
  })
}

function finish(result: ExecutionResult, admitted: Admitted): ExecutionResult {
  const told = withoutSuggestions(result, admitted)
  if (!admitted.viewer) return told
  return { ...told, extensions: { ...told.extensions, cost: { fields: admitted.cost, allowed: MAX_COST } } }
}

function withoutSuggestions(result: ExecutionResult, admitted: Admitted): ExecutionResult {
  if (!result.errors || admitted.seesSchema) return result
  return { ...result, errors: result.errors.map(withoutSuggestion) }
}
