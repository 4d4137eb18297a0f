import { BadUserInputError } from '../errors.ts'

/** Entries of a page where `first` is left out. */
export const DEFAULT_PAGE_SIZE = 20
export const MAX_PAGE_SIZE = 100

/**
 * How many entries of a connection to answer.
 * @throws BadUserInputError
 */
export function pageSize(first: number | null | undefined): number {
  const size = first ?? DEFAULT_PAGE_SIZE
  if (size < 1 || size > MAX_PAGE_SIZE)
    throw new BadUserInputError(`first must be 1 to ${MAX_PAGE_SIZE}, not ${size}.`)
  return size
}
