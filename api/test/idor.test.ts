import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { can } from '../src/auth/permissions.ts'
import { encodeGlobalId } from '../src/graphql/global-id.ts'
import { schema } from '../src/graphql/schema.ts'
import { type Cell, cellOf, type Entry, ROOTS, type TokenEntry, tokenCellOf } from './idor/cells.ts'
import { createEntries } from './idor/entries.ts'
import { createNestedEntries, createNodeEntries, NODES } from './idor/nodes.ts'
import { createPrincipals, PRINCIPALS, type Principal } from './idor/principals.ts'
import { askAll, contentOf } from './idor/run.ts'
import { createOpenEntries, createTokenEntries } from './idor/tokens.ts'
import { createWorld } from './idor/world.ts'
import { startTestApi, type TestApi } from './test-api.ts'

// Each way to something by an id, a token or a cursor × each kind of principal × each transport. What must come of it
// is worked out from what the schema declares and from the table of permissions.

let api: TestApi
let principals: Map<string, Principal>
let entries: Entry[]
let tokenEntries: TokenEntry[]
/** A token that nobody was given. */
const unknown = randomBytes(32).toString('base64url')
let cells = 0

beforeAll(async () => {
  api = await startTestApi()
  const world = await createWorld(api)
  principals = new Map((await createPrincipals(world)).map((principal) => [principal.name, principal]))
  const { seat } = principals.get('a guest of this session') ?? {}
  if (!seat) throw new Error('Nobody sits here')
  entries = [...(await createEntries(world, seat)), ...createOpenEntries(world)]
  entries.push(...(await createNodeEntries(world, seat)), ...(await createNestedEntries(world, seat)))
  tokenEntries = createTokenEntries(seat)
})
afterAll(async () => {
  await api.stop()
  process.stdout.write(`${cells} cells\n`)
})

function cellsOf(principal: Principal): Cell[] {
  return [
    ...entries.map((entry) => cellOf(entry, principal)).filter((cell) => cell !== null),
    ...tokenEntries.map((entry) => tokenCellOf(entry, principal, unknown)),
  ]
}

/** Whether a text tells of a party that the principal has nothing to do with. */
function othersIn({ seat: own, viewer }: Principal): (text: string) => boolean {
  const ids = [...principals.values()].flatMap(({ seat }) =>
    !seat || seat.tableSessionId === own?.tableSessionId || can(viewer, seat.restaurantId, 'orders:read')
      ? []
      : [encodeGlobalId('TableSession', seat.tableSessionId), encodeGlobalId('Order', seat.orderId)],
  )
  return (text) => ids.some((id) => text.includes(id))
}

test('every field of a root, and every node, is among the ways', () => {
  const ways = new Set<string>([...entries, ...tokenEntries].map(({ field }) => field))
  const fields = Object.keys(ROOTS).flatMap((root) => {
    const type = schema.getType(root)
    return type && 'getFields' in type ? Object.keys(type.getFields()).map((field) => `${root}.${field}`) : []
  })
  expect(fields.length).toBeGreaterThan(40)
  expect(fields.filter((field) => !ways.has(field))).toEqual([])
  const nodes = new Set(entries.map(({ as }) => as))
  expect(NODES.filter((typename) => !nodes.has(`of a ${typename}`))).toEqual([])
  expect([...principals.keys()]).toEqual(PRINCIPALS)
})

describe.each(PRINCIPALS)('%s', (name) => {
  const principal = () => {
    const found = principals.get(name)
    if (!found) throw new Error(`There is no ${name}`)
    return found
  }

  test('is refused what is not theirs, as if it were not there, and changes nothing by it', async () => {
    const before = await contentOf(api.db)
    const refused = cellsOf(principal()).filter(({ isRefused }) => isRefused)
    const { asked, wrong } = await askAll(api, principal(), refused, othersIn(principal()))
    cells += asked
    expect(asked).toBeGreaterThan(0)
    expect(wrong).toEqual([])
    expect(await contentOf(api.db)).toEqual(before)
  })

  test('is given what is theirs, and nothing of others', async () => {
    const granted = cellsOf(principal()).filter(({ isRefused }) => !isRefused)
    const { asked, wrong } = await askAll(api, principal(), granted, othersIn(principal()))
    cells += asked
    expect(asked).toBeGreaterThan(0)
    expect(wrong).toEqual([])
  })

  test('has a socket only with a credential that is good, or with none', async () => {
    const { bearer, viewer } = principal()
    const opened = api.socket(bearer).request('{ viewer { kind } }')
    if (bearer === undefined || viewer) expect((await opened).errors).toBeUndefined()
    else await expect(opened).rejects.toMatchObject({ code: 4403 })
  })
})

test('no part of what makes the cells is lost', () => {
  expect(cells).toBeGreaterThanOrEqual(10_000)
})
