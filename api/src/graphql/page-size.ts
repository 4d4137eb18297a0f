import { BadUserInputError } from '../errors.ts'

const DEFAULT = 20
const MAX = 100

/**
 * How many entries of a connection to answer.
 * @throws BadUserInputError
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT
  if (size < 1 || size > MAX) throw new BadUserInputError(`first must be 1 to ${MAX}, not ${size}.`)
  return size
}
