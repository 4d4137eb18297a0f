import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let api: TestApi
let manager: string

beforeAll(async () => {
  api = await startTestApi()
  manager = await api.signIn('manager@demo.test')
})
afterAll(() => api.stop())

const ROTATE = /* GraphQL */ `mutation ($input: RotateTableCodeInput!) {
  rotateTableCode(input: $input) { table { id label code } }
}`
const START = /* GraphQL */ `mutation ($input: StartTableSessionInput!) {
  startTableSession(input: $input) {
    __typename
    ... on TableCodeInvalidError { isReplaced }
    ... on Error { code message }
  }
}`
const SET_POLICY = /* GraphQL */ `mutation ($input: SetJoinPolicyInput!) {
  setJoinPolicy(input: $input) { restaurant { joinPolicy } }
}`

async function tableOf(code: string): Promise<string> {
  return encodeGlobalId('Table', (await api.db.table.findUniqueOrThrow({ where: { code } })).id)
}
const start = async (tableCode: string) =>
  (await api.http().request(START, { input: { tableCode } })).data.startTableSession
const refusal = (code: string) => [{ extensions: { code } }]

describe.each(TRANSPORTS)('over %s', (name) => {
  const code = name === 'HTTP' ? 'demo-1' : 'demo-2'
  const rotate = (token: string | undefined, tableId: string) =>
    transport(api, name, token).request(ROTATE, { input: { tableId } })

  test('a new code opens the table, and the old one says that there is a new one', async () => {
    const tableId = await tableOf(code)
    const seated = await api.sitDown(code)
    const { data } = await rotate(manager, tableId)
    const { table } = data.rotateTableCode
    expect(table.id).toBe(tableId)
    // 96 random bits.
    expect(table.code).toMatch(/^[\w-]{16}$/)

    const before = await rowCounts(api.db)
    expect(await start(code)).toEqual({
      __typename: 'TableCodeInvalidError',
      code: 'TABLE_CODE_INVALID',
      message: 'This QR code has been replaced. Please ask the staff for the new one.',
      isReplaced: true,
    })
    expect(await start(`${code}-never`)).toMatchObject({ code: 'TABLE_CODE_INVALID', isReplaced: false })
    expect(await rowCounts(api.db)).toEqual(before)

    // Those who sit there stay, and the new code leads to them.
    expect((await api.sitDown(table.code)).tableSession.id).toBe(seated.tableSession.id)
    expect(await api.order(seated.sessionToken)).toMatchObject({ status: 'PENDING' })
  })

  test('a retired code stays retired however often the code changes, and is kept nowhere', async () => {
    const tableId = await tableOf(name === 'HTTP' ? 'demo-3' : 'demo-4')
    const codes: string[] = []
    for (let time = 0; time < 3; time++)
      codes.push((await rotate(manager, tableId)).data.rotateTableCode.table.code)
    expect(new Set(codes).size).toBe(3)
    for (const old of codes.slice(0, 2)) expect(await start(old)).toMatchObject({ isReplaced: true })
    expect(await start(codes[2] ?? '')).toMatchObject({ __typename: 'StartTableSessionPayload' })
    const retired = await api.db.$queryRaw<
      { text: string }[]
    >`SELECT code_hash::text AS text FROM retired_table_code`
    for (const old of codes.slice(0, 2)) {
      const hex = Buffer.from(old).toString('hex')
      expect(retired.filter(({ text }) => text.includes(hex))).toEqual([])
    }
  })

  test('takes an owner or manager of the restaurant; elsewhere it is not there', async () => {
    const tableId = await tableOf('demo-5')
    const before = await rowCounts(api.db)
    expect((await rotate(undefined, tableId)).errors).toMatchObject(refusal('UNAUTHENTICATED'))
    for (const who of ['kitchen@demo.test', 'server@demo.test'])
      expect((await rotate(await api.signIn(who), tableId)).errors).toMatchObject(refusal('FORBIDDEN'))
    const outsider = await api.signIn('owner@demo-two.test')
    const refused = await rotate(outsider, tableId)
    expect(refused.errors).toMatchObject(refusal('NOT_FOUND'))
    for (const id of [encodeGlobalId('Table', randomUUID()), encodeGlobalId('Order', randomUUID()), 'x', ''])
      expect(await rotate(outsider, id)).toEqual(refused)
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('what it takes to sit down is for an owner or manager of the restaurant to say', async () => {
    const restaurantId = await api.restaurantId('demo-two')
    const set = (token: string | undefined, id = restaurantId) =>
      transport(api, name, token).request(SET_POLICY, { input: { restaurantId: id, joinPolicy: 'PIN' } })
    expect((await set(undefined)).errors).toMatchObject(refusal('UNAUTHENTICATED'))
    expect((await set(await api.signIn('kitchen@demo-two.test'))).errors).toMatchObject(refusal('FORBIDDEN'))
    const refused = await set(manager)
    expect(refused.errors).toMatchObject(refusal('NOT_FOUND'))
    expect(await set(manager, encodeGlobalId('Restaurant', randomUUID()))).toEqual(refused)
    const { data } = await set(await api.signIn('owner@demo-two.test'))
    expect(data.setJoinPolicy.restaurant).toEqual({ joinPolicy: 'PIN' })
  })
})

test('whoever scans while the code changes sits at the table or is told of the new code', async () => {
  const tableId = await tableOf('demo-6')
  let code = 'demo-6'
  for (let round = 0; round < 10; round++) {
    const [scan, rotated] = await Promise.all([
      start(code),
      api.http(manager).request(ROTATE, { input: { tableId } }),
    ])
    if (scan.__typename !== 'StartTableSessionPayload') expect(scan).toMatchObject({ isReplaced: true })
    code = rotated.data.rotateTableCode.table.code
  }
})

test('two managers who change a code at once retire every code but the last', async () => {
  const tableId = await tableOf('demo-7')
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => api.http(manager).request(ROTATE, { input: { tableId } })),
  )
  const codes = ['demo-7', ...answers.map(({ data }) => data.rotateTableCode.table.code as string)]
  const opening = []
  for (const code of new Set(codes)) {
    const { __typename, isReplaced } = await start(code)
    if (__typename === 'StartTableSessionPayload') opening.push(code)
    else expect(isReplaced).toBe(true)
  }
  expect(opening).toHaveLength(1)
})
