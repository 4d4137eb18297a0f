import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CREATE_ORDER } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

const HOUR = 3_600_000
const NOON = new Date('2026-11-23T11:00:00Z')
let now = NOON
let api: TestApi
let staff: string
let tables = 0

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  staff = await api.signIn('server@demo.test')
})
beforeEach(async () => {
  now = NOON
})
afterAll(() => api.stop())

/** The code of a table; each of them comes round after ten tests. */
const table = () => `demo-${(tables++ % 10) + 1}`
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * HOUR)
}

const START = /* GraphQL */ `mutation ($input: StartTableSessionInput!) {
  startTableSession(input: $input) {
    __typename
    ... on StartTableSessionPayload { sessionToken tableSession { id status guestName orders { id } table { label } } }
    ... on InvalidInputError { path }
    ... on Error { code message }
  }
}`
const READ = /* GraphQL */ `query ($token: String!) {
  tableSession(sessionToken: $token) {
    id status openedAt closedAt guestName cursor orders { id statusHistory { by } } bill { total { amountMinor } }
  }
}`
const REQUEST_BILL = /* GraphQL */ `mutation ($input: RequestBillInput!) {
  requestBill(input: $input) { __typename ... on RequestBillPayload { tableSession { id status } } ... on Error { code } }
}`
const CLOSE = /* GraphQL */ `mutation ($input: CloseTableSessionInput!) {
  closeTableSession(input: $input) {
    __typename
    ... on CloseTableSessionPayload { tableSession { id status closedAt } }
    ... on InvalidInputError { path }
    ... on Error { code }
  }
}`

const read = async (token: string) => (await api.http().request(READ, { token })).data.tableSession
const close = (tableSessionId: string, rest: object = {}) =>
  api.http(staff).request(CLOSE, { input: { tableSessionId, ...rest } })
/** Every event that guests of the session may see, as the log has it. */
const statuses = async (tableSessionId: string) => {
  const events = await api.db.event.findMany({
    where: { tableSessionId: Buffer.from(tableSessionId, 'base64url').toString().split(':')[1] ?? '' },
    orderBy: { position: 'asc' },
  })
  return events.map(({ payload }) => (payload as { status?: string }).status)
}

describe.each(TRANSPORTS)('over %s', (name) => {
  const via = transport
  const start = (input: object) => via(api, name).request(START, { input })

  test.each([
    ['unknown', 'demo-99'],
    ['empty', ''],
    ['in capitals', 'DEMO-1'],
    ['with a space behind it', 'demo-1 '],
    ['with NUL', 'demo-1\u0000'],
    ['with a line break', 'demo-1\n'],
    ['with a lone surrogate', 'demo-1\ud800'],
    ['a lone surrogate', '\udfff'],
    ['with a right-to-left override', '\u202edemo-1'],
    ['of 129 characters', 'x'.repeat(129)],
    ['of 50 kB', 'x'.repeat(50_000)],
    ['SQL', "demo-1' OR '1'='1"],
  ])('a table code that is %s opens nothing', async (_what, tableCode) => {
    const before = await rowCounts(api.db)
    const { data } = await start({ tableCode })
    expect(data.startTableSession).toMatchObject({
      __typename: 'TableCodeInvalidError',
      code: 'TABLE_CODE_INVALID',
    })
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('a name of 81 characters is refused, and nobody sits down', async () => {
    const before = await rowCounts(api.db)
    const { data } = await start({ tableCode: table(), guestName: 'x'.repeat(81) })
    expect(data.startTableSession).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'INVALID_INPUT',
      path: ['guestName'],
    })
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test.each([
    ['A\u0000d\u0007a', 'A d a'],
    ['\u202eadA\u2069', 'adA'],
    ['Ada\ud800', 'Ada\ufffd'],
    [' \n ', null],
    [null, null],
    ['x'.repeat(80), 'x'.repeat(80)],
  ])('the name %j becomes %j', async (guestName, kept) => {
    const { data } = await start({ tableCode: table(), guestName })
    expect(data.startTableSession.tableSession.guestName).toBe(kept)
    expect((await read(data.startTableSession.sessionToken)).guestName).toBe(kept)
  })

  test('two devices share a session, each with a token and a name of its own', async () => {
    const code = name === 'HTTP' ? 'demo-11' : 'demo-12'
    const [ada, bob] = [
      (await start({ tableCode: code, guestName: 'Ada' })).data.startTableSession,
      (await start({ tableCode: code, guestName: 'Bob' })).data.startTableSession,
    ]
    expect(ada.tableSession.id).toBe(bob.tableSession.id)
    expect(ada.sessionToken).not.toBe(bob.sessionToken)
    const { id } = await api.order(ada.sessionToken)
    expect((await read(bob.sessionToken)).orders).toMatchObject([{ id }])
    expect((await read(ada.sessionToken)).guestName).toBe('Ada')
    expect((await read(bob.sessionToken)).guestName).toBe('Bob')
  })

  test.each([
    ['unknown', 'x'.repeat(43)],
    ['empty', ''],
    ['strange', '\u0000\ud800\u202e'],
    ['of 50 kB', 'x'.repeat(50_000)],
  ])('a token that is %s reads nothing and asks for no bill', async (_what, token) => {
    expect(await via(api, name).request(READ, { token })).toEqual({ data: { tableSession: null } })
    const { data } = await via(api, name).request(REQUEST_BILL, { input: { sessionToken: token } })
    expect(data.requestBill).toMatchObject({ __typename: 'SessionClosedError', code: 'SESSION_CLOSED' })
  })

  test('asking for the bill twice is asking once, and ordering goes on', async () => {
    const { sessionToken, tableSession } = await api.sitDown(table())
    for (let time = 0; time < 2; time++) {
      const { data } = await via(api, name).request(REQUEST_BILL, { input: { sessionToken } })
      expect(data.requestBill.tableSession).toEqual({ id: tableSession.id, status: 'BILL_REQUESTED' })
    }
    expect((await statuses(tableSession.id)).filter((status) => status === 'BILL_REQUESTED')).toHaveLength(1)
    expect(await api.order(sessionToken)).toMatchObject({ status: 'PENDING' })
  })

  describe('closing a session', () => {
    const send = (token: string | undefined, input: object) => via(api, name, token).request(CLOSE, { input })

    test('ends it once, for the guests too', async () => {
      const { sessionToken, tableSession } = await api.sitDown(table())
      const { data } = await send(staff, { tableSessionId: tableSession.id, reason: 'Left' })
      expect(data.closeTableSession.tableSession).toEqual({
        id: tableSession.id,
        status: 'CLOSED',
        closedAt: now.toISOString(),
      })
      expect((await send(staff, { tableSessionId: tableSession.id })).data.closeTableSession).toMatchObject({
        code: 'SESSION_CLOSED',
      })
      expect((await statuses(tableSession.id)).filter((status) => status === 'CLOSED')).toHaveLength(1)
      expect(await read(sessionToken)).toMatchObject({ status: 'CLOSED', closedAt: now.toISOString() })
      const bill = await via(api, name).request(REQUEST_BILL, { input: { sessionToken } })
      expect(bill.data.requestBill).toMatchObject({ code: 'SESSION_CLOSED' })
    })

    test('takes staff of the restaurant', async () => {
      const { tableSession } = await api.sitDown(table())
      const before = await rowCounts(api.db)
      const outsider = await api.signIn('kitchen@demo-two.test')
      const input = { tableSessionId: tableSession.id }
      expect((await send(undefined, input)).errors).toMatchObject([
        { extensions: { code: 'UNAUTHENTICATED' } },
      ])
      const refused = await send(outsider, input)
      expect(refused.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
      for (const id of [encodeGlobalId('TableSession', randomUUID()), 'x', '\u0000']) {
        expect(await send(outsider, { tableSessionId: id })).toEqual(refused)
      }
      expect(await rowCounts(api.db)).toEqual(before)
    })

    test('with a reason of 501 characters is refused', async () => {
      const { tableSession } = await api.sitDown(table())
      const { data } = await send(staff, { tableSessionId: tableSession.id, reason: 'x'.repeat(501) })
      expect(data.closeTableSession).toMatchObject({ code: 'INVALID_INPUT', path: ['reason'] })
    })
  })
})

test('devices that scan a free table at the same moment sit in one session', async () => {
  const code = 'demo-two-1'
  const seats = await Promise.all(Array.from({ length: 10 }, () => api.sitDown(code)))
  expect(new Set(seats.map(({ tableSession }) => tableSession.id)).size).toBe(1)
  expect(new Set(seats.map(({ sessionToken }) => sessionToken)).size).toBe(10)
  expect(await statuses(seats[0]?.tableSession.id ?? '')).toEqual(['OPEN'])
})

test('a party that sits down after another sees nothing of it', async () => {
  const code = table()
  const first = await api.sitDown(code)
  await api.order(first.sessionToken)
  await close(first.tableSession.id)
  const next = await api.sitDown(code)
  expect(next.tableSession.id).not.toBe(first.tableSession.id)
  expect(await read(next.sessionToken)).toMatchObject({ orders: [], bill: { total: { amountMinor: 0 } } })
  expect((await read(first.sessionToken)).orders).toHaveLength(1)
})

test('a device that scans while staff close the table gets no place in a session that is over', async () => {
  const owner = await api.signIn('owner@demo-two.test')
  for (let round = 0; round < 10; round++) {
    const { tableSession } = await api.sitDown('demo-two-2')
    const scan = api.http().request(START, { input: { tableCode: 'demo-two-2' } })
    const closing = api.http(owner).request(CLOSE, { input: { tableSessionId: tableSession.id } })
    const [{ data }] = await Promise.all([scan, closing])
    const { sessionToken, tableSession: joined } = data.startTableSession
    // Either it came before the closing, and was a guest of that party, or it sits in a session of its own.
    const { status } = await read(sessionToken)
    expect(status).toBe(joined.id === tableSession.id ? 'CLOSED' : 'OPEN')
  }
})

describe('time', () => {
  test('a receipt is readable for 24 hours, and not after', async () => {
    const { sessionToken, tableSession } = await api.sitDown(table())
    await close(tableSession.id)
    later(24)
    expect(await read(sessionToken)).toMatchObject({ status: 'CLOSED' })
    now = new Date(now.getTime() + 1)
    expect(await read(sessionToken)).toBeNull()
    const watched = api
      .socket()
      .subscribe('subscription ($token: String!) { tableSessionEvents(sessionToken: $token) { cursor } }', {
        token: sessionToken,
      })
    expect(await watched.ended).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
  })

  test('after hours without anything the session is over, and the next scan opens another', async () => {
    const code = table()
    const { sessionToken, tableSession } = await api.sitDown(code)
    later(6)
    const { data } = await api.http().request(CREATE_ORDER, {
      input: {
        sessionToken,
        idempotencyKey: randomUUID(),
        items: [{ menuItemId: (await api.menuItem('Butter Croissant')).globalId, quantity: 1 }],
      },
    })
    expect(data.createOrder).toMatchObject({ code: 'SESSION_CLOSED' })
    const next = await api.sitDown(code)
    expect(next.tableSession.id).not.toBe(tableSession.id)
    expect(await read(sessionToken)).toMatchObject({ status: 'CLOSED' })
    expect(await statuses(tableSession.id)).toEqual(['OPEN', 'CLOSED'])
  })

  test('sessions without anything are closed by themselves, and only those', async () => {
    const old = await api.sitDown(table())
    later(6)
    const young = await api.sitDown(table())
    expect(await api.services.sessions.closeIdle()).toBeGreaterThanOrEqual(1)
    expect(await api.services.sessions.closeIdle()).toBe(0)
    expect(await read(old.sessionToken)).toMatchObject({ status: 'CLOSED', closedAt: now.toISOString() })
    expect(await read(young.sessionToken)).toMatchObject({ status: 'OPEN' })
  })

  test('asking for the bill does not bring back a session that is over', async () => {
    const { sessionToken } = await api.sitDown(table())
    later(6)
    const { data } = await api.http().request(REQUEST_BILL, { input: { sessionToken } })
    expect(data.requestBill).toMatchObject({ code: 'SESSION_CLOSED' })
  })

  test.each<[string, (seat: { sessionToken: string; code: string }) => Promise<unknown>]>([
    ['an order', ({ sessionToken }) => api.order(sessionToken)],
    ['another device', ({ code }) => api.sitDown(code)],
    [
      'asking for the bill',
      ({ sessionToken }) => api.http().request(REQUEST_BILL, { input: { sessionToken } }),
    ],
  ])('%s keeps a session open for hours more', async (_what, act) => {
    const code = table()
    const { sessionToken } = await api.sitDown(code)
    later(5)
    await act({ sessionToken, code })
    later(5)
    await api.services.sessions.closeIdle()
    expect(await read(sessionToken)).toMatchObject({ closedAt: null })
    expect(await api.order(sessionToken)).toMatchObject({ status: 'PENDING' })
  })
})
