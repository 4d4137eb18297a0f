import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

const MINUTE = 60_000
let now = new Date('2026-11-23T11:00:00Z')
let api: TestApi
let staff: string
let owner: string
let restaurantId: string
let tables = 0

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => now } })
  staff = await api.signIn('server@demo.test')
  owner = await api.signIn('owner@demo.test')
  restaurantId = await api.restaurantId('demo')
})
afterAll(() => api.stop())

/** A table where nobody has sat yet. */
async function newTable(): Promise<string> {
  const { id } = await api.db.restaurant.findUniqueOrThrow({ where: { slug: 'demo' } })
  const label = `Annexe ${++tables}`
  const { code } = await api.db.table.create({ data: { restaurantId: id, label, code: randomUUID() } })
  return code
}
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE)
}
const setPolicy = (joinPolicy: string) =>
  api
    .http(owner)
    .request(
      'mutation ($input: SetJoinPolicyInput!) { setJoinPolicy(input: $input) { restaurant { id } } }',
      {
        input: { restaurantId, joinPolicy },
      },
    )

const START = /* GraphQL */ `mutation ($input: StartTableSessionInput!) {
  startTableSession(input: $input) {
    __typename
    ... on StartTableSessionPayload { sessionToken tableSession { id pin } }
    ... on TablePinRequiredError { isWrong retryAt }
    ... on JoinApprovalPendingError { joinRequestToken expiresAt }
    ... on OrderingPausedError { restaurant { slug menu { categories { name } } } }
    ... on Error { code message }
  }
}`
const WAITING = /* GraphQL */ `query ($id: ID!) {
  joinRequests(restaurantId: $id) { id guestName status table { label code } }
}`
const DECIDE = /* GraphQL */ `mutation ($input: DecideJoinRequestInput!) {
  decideJoinRequest(input: $input) { joinRequest { id status } }
}`
const WATCH = /* GraphQL */ `subscription ($token: String!) {
  joinRequestChanged(joinRequestToken: $token) { status guestName table { label } }
}`
const LEAVE = /* GraphQL */ `mutation ($input: LeaveTableSessionInput!) { leaveTableSession(input: $input) { hasLeft } }`
const READ = /* GraphQL */ `query ($token: String!) { tableSession(sessionToken: $token) { id status } }`
const refusal = (code: string) => [{ extensions: { code } }]

describe.each(TRANSPORTS)('over %s', (name) => {
  const start = async (input: object) =>
    (await transport(api, name).request(START, { input })).data.startTableSession

  describe('where a PIN is asked for', () => {
    beforeEach(async () => {
      await setPolicy('PIN')
    })

    test('the first sits down and shows it, and others need it', async () => {
      const tableCode = await newTable()
      const { sessionToken, tableSession } = await start({ tableCode })
      expect(tableSession.pin).toMatch(/^\d{4}$/)
      const before = await rowCounts(api.db)
      expect(await start({ tableCode })).toMatchObject({
        __typename: 'TablePinRequiredError',
        code: 'TABLE_PIN_REQUIRED',
        isWrong: false,
        retryAt: null,
      })
      expect(await start({ tableCode, pin: wrong(tableSession.pin) })).toMatchObject({
        isWrong: true,
        retryAt: null,
      })
      expect(await rowCounts(api.db)).toEqual(before)
      const second = await start({ tableCode, pin: tableSession.pin })
      expect(second.tableSession).toEqual(tableSession)
      expect(second.sessionToken).not.toBe(sessionToken)
    })

    test('five wrong ones bring a pause, also for the right one, on every node', async () => {
      const tableCode = await newTable()
      const { tableSession } = await start({ tableCode })
      const other = await api.startAnother()
      const nodes = [transport(api, name), other.http()]
      for (let tries = 1; tries <= 5; tries++) {
        const { data } = await (nodes[tries % 2] ?? other.http()).request(START, {
          input: { tableCode, pin: wrong(tableSession.pin) },
        })
        expect(data.startTableSession).toMatchObject({
          isWrong: true,
          retryAt: tries < 5 ? null : new Date(now.getTime() + MINUTE).toISOString(),
        })
      }
      for (const node of nodes) {
        const { data } = await node.request(START, { input: { tableCode, pin: tableSession.pin } })
        expect(data.startTableSession).toMatchObject({ code: 'TABLE_PIN_REQUIRED', isWrong: false })
        expect(data.startTableSession.retryAt).not.toBeNull()
      }
      later(1)
      expect((await start({ tableCode, pin: tableSession.pin })).tableSession.id).toBe(tableSession.id)
    })

    test('tries at the same moment are counted each', async () => {
      const tableCode = await newTable()
      const { tableSession } = await start({ tableCode })
      const tries = await Promise.all(
        Array.from({ length: 12 }, () => start({ tableCode, pin: wrong(tableSession.pin) })),
      )
      expect(tries.filter(({ isWrong }) => isWrong)).toHaveLength(5)
    })

    test('trying does not keep a party awake that has left', async () => {
      const tableCode = await newTable()
      const { sessionToken, tableSession } = await start({ tableCode })
      later(5 * 60)
      await start({ tableCode, pin: wrong(tableSession.pin) })
      later(60)
      const next = await start({ tableCode })
      expect(next.tableSession.id).not.toBe(tableSession.id)
      expect((await api.http().request(READ, { token: sessionToken })).data.tableSession.status).toBe(
        'CLOSED',
      )
    })

    test.each(['', '12345', '\u0000', '٠٤٢٠', 'x'.repeat(50_000)])('%j is a wrong one', async (pin) => {
      const tableCode = await newTable()
      await start({ tableCode })
      expect(await start({ tableCode, pin })).toMatchObject({ code: 'TABLE_PIN_REQUIRED', isWrong: true })
    })
  })

  describe('where the staff decide', () => {
    beforeEach(async () => {
      await setPolicy('APPROVAL')
    })

    const waiting = async () =>
      (await transport(api, name, staff).request(WAITING, { id: restaurantId })).data.joinRequests
    const decide = (joinRequestId: string, isApproved: boolean, token: string | undefined = staff) =>
      transport(api, name, token).request(DECIDE, { input: { joinRequestId, isApproved } })
    async function ask(guestName = 'Ada', tableCode?: string) {
      const code = tableCode ?? (await newTable())
      const { joinRequestToken, expiresAt } = await start({ tableCode: code, guestName })
      const request = (await waiting()).find(({ table }: { table: { code: string } }) => table.code === code)
      return { code, joinRequestToken, expiresAt, request }
    }

    test('a device waits, is let in, and its token is a session token from then on', async () => {
      const { code, joinRequestToken, request } = await ask()
      expect(request).toMatchObject({ guestName: 'Ada', status: 'PENDING', table: { code } })
      expect((await api.http().request(READ, { token: joinRequestToken })).data.tableSession).toBeNull()
      const watching = api.socket().subscribe(WATCH, { token: joinRequestToken })
      expect(await watching.count(1)).toMatchObject([{ joinRequestChanged: { status: 'PENDING' } }])
      const { data } = await decide(request.id, true)
      expect(data.decideJoinRequest.joinRequest).toEqual({ id: request.id, status: 'APPROVED' })
      expect(await watching.count(2)).toMatchObject([{}, { joinRequestChanged: { status: 'APPROVED' } }])
      expect(await watching.ended).toBeNull()
      expect((await api.http().request(READ, { token: joinRequestToken })).data.tableSession).toMatchObject({
        status: 'OPEN',
      })
      expect(await api.order(joinRequestToken)).toMatchObject({ status: 'PENDING', customerName: 'Ada' })
      expect(await waiting()).not.toContainEqual(expect.objectContaining({ id: request.id }))
    })

    test('a second device joins the first one’s session', async () => {
      const first = await ask('Ada')
      await decide(first.request.id, true)
      const second = await ask('Bob', first.code)
      await decide(second.request.id, true)
      const [ada, bob] = await Promise.all(
        [first, second].map(({ joinRequestToken: token }) => api.http().request(READ, { token })),
      )
      expect(bob?.data.tableSession.id).toBe(ada?.data.tableSession.id)
    })

    test('whom nobody answers is told when the time is over', async () => {
      const { joinRequestToken, code } = await ask()
      const expiresAt = new Date(now.getTime() + 1_000)
      await api.db.joinRequest.updateMany({ where: { table: { code } }, data: { expiresAt } })
      const watching = api.socket().subscribe(WATCH, { token: joinRequestToken })
      expect(await watching.count(2)).toMatchObject([
        { joinRequestChanged: { status: 'PENDING' } },
        { joinRequestChanged: { status: 'EXPIRED' } },
      ])
      expect(await watching.ended).toBeNull()
    })

    test('one who is refused has no place, and a decision stands', async () => {
      const { joinRequestToken, request } = await ask()
      const watching = api.socket().subscribe(WATCH, { token: joinRequestToken })
      await watching.count(1)
      for (const isApproved of [false, true]) {
        const { data } = await decide(request.id, isApproved)
        expect(data.decideJoinRequest.joinRequest.status).toBe('DECLINED')
      }
      expect(await watching.count(2)).toMatchObject([{}, { joinRequestChanged: { status: 'DECLINED' } }])
      expect((await api.http().request(READ, { token: joinRequestToken })).data.tableSession).toBeNull()
    })

    test('nobody waits for ever, and nobody is let in who does not wait any more', async () => {
      const { joinRequestToken, request } = await ask()
      later(10)
      expect(await waiting()).toEqual([])
      const { data } = await decide(request.id, true)
      expect(data.decideJoinRequest.joinRequest.status).toBe('EXPIRED')
      const watching = api.socket().subscribe(WATCH, { token: joinRequestToken })
      expect(await watching.count(1)).toMatchObject([{ joinRequestChanged: { status: 'EXPIRED' } }])
    })

    test('whoever goes waits no more', async () => {
      const { joinRequestToken, request } = await ask()
      const { data } = await transport(api, name).request(LEAVE, {
        input: { sessionToken: joinRequestToken },
      })
      expect(data.leaveTableSession).toEqual({ hasLeft: true })
      expect(await waiting()).toEqual([])
      expect((await decide(request.id, true)).data.decideJoinRequest.joinRequest.status).toBe('WITHDRAWN')
    })

    test('no more than five wait for one table', async () => {
      const tableCode = await newTable()
      const answers = await Promise.all(Array.from({ length: 8 }, () => start({ tableCode })))
      const codes = answers.map(({ code }) => code).sort()
      expect(codes).toEqual([
        ...Array.from({ length: 5 }, () => 'JOIN_APPROVAL_PENDING'),
        ...Array.from({ length: 3 }, () => 'TABLE_BUSY'),
      ])
      for (const { id } of await waiting()) await decide(id, false)
    })

    test('it takes staff of the restaurant, and an outsider learns nothing', async () => {
      const { request } = await ask()
      const before = await rowCounts(api.db)
      expect((await transport(api, name).request(WAITING, { id: restaurantId })).errors).toMatchObject(
        refusal('UNAUTHENTICATED'),
      )
      expect(
        (
          await transport(api, name).request(DECIDE, {
            input: { joinRequestId: request.id, isApproved: true },
          })
        ).errors,
      ).toMatchObject(refusal('UNAUTHENTICATED'))
      const outsider = await api.signIn('owner@demo-two.test')
      expect(
        (await transport(api, name, outsider).request(WAITING, { id: restaurantId })).errors,
      ).toMatchObject(refusal('NOT_FOUND'))
      const refused = await decide(request.id, true, outsider)
      expect(refused.errors).toMatchObject(refusal('NOT_FOUND'))
      for (const id of [
        encodeGlobalId('JoinRequest', randomUUID()),
        encodeGlobalId('Table', randomUUID()),
        'x',
        '',
      ])
        expect(await decide(id, true, outsider)).toEqual(refused)
      expect(await rowCounts(api.db)).toEqual(before)
      await decide(request.id, false)
    })

    test.each(['', 'x'.repeat(43), '\u0000\ud800'])(
      'there is nothing to watch with the token %j',
      async (token) => {
        expect(await api.socket().subscribe(WATCH, { token }).ended).toMatchObject(refusal('NOT_FOUND'))
      },
    )
  })

  test('while ordering is paused nobody sits down, and the menu can be read all the same', async () => {
    await setPolicy('OPEN')
    const pause = (isPaused: boolean) =>
      api
        .http(owner)
        .request(
          'mutation ($input: SetOrderingPausedInput!) { setOrderingPaused(input: $input) { restaurant { id } } }',
          {
            input: { restaurantId, isPaused },
          },
        )
    await pause(true)
    const answer = await start({ tableCode: await newTable() })
    await pause(false)
    expect(answer).toMatchObject({ code: 'ORDERING_PAUSED', restaurant: { slug: 'demo' } })
    expect(answer.restaurant.menu.categories.length).toBeGreaterThan(5)
  })
})

function wrong(pin: string): string {
  return pin === '0000' ? '0001' : '0000'
}
