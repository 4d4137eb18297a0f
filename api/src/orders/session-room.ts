import { InvalidInputError } from '../errors.ts'

/**
 * How much one table session may order: ten times what a party of thirty does in an evening, and still little enough
 * that a guest in malice cannot make the bill and the kitchen's board too large to be read.
 */
const MAX_LINES = 1_000
/** A party of thirty, ten lines each: what is still to be made or handed out, all of it on the kitchen's board. */
const MAX_LINES_UNDER_WAY = 300

/** How many lines a session has. */
export interface SessionLines {
  /** Ever, cancelled ones included. */
  readonly ordered: number
  /** Of orders that are neither served nor cancelled. */
  readonly underWay: number
}

/** What placeOrder() asks of a session that is to take another order. */
export const SESSION_ROOM = {
  ordered: MAX_LINES,
  underWay: MAX_LINES_UNDER_WAY,
} as const satisfies SessionLines

/** Why a session has no room for so many more lines. */
export function noRoomFor(lines: number, { ordered, underWay }: SessionLines): InvalidInputError {
  return new InvalidInputError(
    ['items'],
    ordered + lines > MAX_LINES
      ? `A visit has room for ${MAX_LINES} lines, and this table has ordered ${ordered}. Please ask the staff: they can settle this bill and begin a new one.`
      : `A table can have ${MAX_LINES_UNDER_WAY} lines under way at once, and this one has ${underWay}. Please order more when some have been served, or ask the staff.`,
  )
}
