import { BadUserInputError } from '../errors.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The opaque id of Relay's specification: type and database id. */
export function encodeGlobalId(typename: string, id: string | number | bigint): string {
  return Buffer.from(`${typename}:${id}`).toString('base64url')
}

/** Type and database id, or null for a text that encodeGlobalId() cannot have made: an id has one spelling only. */
function partsOf(globalId: string): { typename: string; id: string } | null {
  const [typename = '', id = ''] = Buffer.from(globalId, 'base64url').toString().split(':')
  const isOurs = typename !== '' && UUID.test(id) && encodeGlobalId(typename, id) === globalId
  return isOurs ? { typename, id } : null
}

/** @throws BadUserInputError for anything that is no id of ours */
export function decodeGlobalId(globalId: string): { typename: string; id: string } {
  const parts = partsOf(globalId)
  if (!parts) throw new BadUserInputError('This is not an id that this API gave out.')
  return parts
}

/** What a malformed id stands for: the nil UUID, which nothing has. So it leads where every unknown id leads. */
const NOTHING = '00000000-0000-0000-0000-000000000000'

/** The database id behind a global id of one type. */
export function databaseId(typename: string, globalId: string): string {
  const parts = partsOf(globalId)
  return parts?.typename === typename ? parts.id : NOTHING
}

/** Whether a text is a global id of one type, of something that may or may not exist. */
export function isGlobalId(typename: string, globalId: string): boolean {
  return databaseId(typename, globalId) !== NOTHING
}
