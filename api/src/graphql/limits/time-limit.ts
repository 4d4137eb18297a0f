import { PublicError } from '../../errors.ts'

/**
 * Waits for an operation so long and no longer. What it had begun goes on to its end, which nobody hears of; the
 * database has a limit of its own, by which that end comes soon.
 * @param begin told whether it was given up, for what has not really begun by then
 * @param onLate given the answer that came after all, to give back what it holds
 * @throws OperationTimeoutError: as with any lost answer it is not known what became of a mutation
 */
export function withinTime<T>(
  begin: (isGivenUp: () => boolean) => T | Promise<T>,
  milliseconds: number,
  onLate: (late: T) => void = () => {},
): T | Promise<T> {
  let isGivenUp = false
  const answer = begin(() => isGivenUp)
  if (!isPromise(answer)) return answer
  return new Promise((resolve, reject) => {
    let take: (value: T) => void = resolve
    const timer = setTimeout(() => {
      take = onLate
      isGivenUp = true
      reject(new OperationTimeoutError(milliseconds))
    }, milliseconds)
    answer.then((value) => take(value), reject).finally(() => clearTimeout(timer))
  })
}

function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof (value as Promise<T>)?.then === 'function'
}

/** An operation that was given up. @param milliseconds after which, where it is known */
export class OperationTimeoutError extends PublicError {
  override name = 'OperationTimeoutError'
  readonly code = 'INTERNAL_SERVER_ERROR'
  override readonly details: Readonly<Record<string, unknown>>
  constructor(milliseconds?: number) {
    super('This took too long. It may still be done: look before you try again.')
    this.details = {
      limit: { name: 'milliseconds', ...(milliseconds === undefined ? {} : { allowed: milliseconds }) },
    }
  }
}
