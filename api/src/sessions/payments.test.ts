import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CREATE_ORDER, UPDATE_ORDER_STATUS } from '../../test/client.ts'
import { rowCounts } from '../../test/row-counts.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import { TRANSPORTS, transport } from '../../test/transports.ts'
import { encodeGlobalId } from '../graphql/global-id.ts'

let api: TestApi
let staff: string
let menuItemId: string
let tables = 0

beforeAll(async () => {
  api = await startTestApi()
  staff = await api.signIn('server@demo.test')
  menuItemId = (await api.menuItem('Butter Croissant')).globalId
})
afterAll(() => api.stop())

const PAY = /* GraphQL */ `mutation ($input: RecordPaymentInput!) {
  recordPayment(input: $input) {
    __typename
    ... on RecordPaymentPayload { tableSession { status bill { total { amountMinor } paid { amountMinor } due { amountMinor } } } }
    ... on InvalidInputError { path }
    ... on Error { code message }
  }
}`
const BILL = /* GraphQL */ `query ($token: String!) {
  tableSession(sessionToken: $token) {
    status
    orders { id status total { amountMinor currency } items { quantity unitPrice { amountMinor } total { amountMinor } } }
    bill {
      subtotal { amountMinor } tax { amountMinor } total { amountMinor currency }
      paid { amountMinor } due { amountMinor }
    }
  }
}`

/** A table with a bill, and what is due on it. */
async function seat(quantity = 4) {
  const { sessionToken, tableSession } = await api.sitDown(`demo-${(tables++ % 12) + 1}`)
  await api.order(sessionToken, { items: [{ menuItemId, quantity }] })
  const { bill } = await readBill(sessionToken)
  return { sessionToken, tableSessionId: tableSession.id, due: bill.due.amountMinor as number }
}

async function readBill(token: string) {
  return (await api.http().request(BILL, { token })).data.tableSession
}

const payment = (tableSessionId: string, amountMinor: number, rest: object = {}) => ({
  input: { tableSessionId, amountMinor, method: 'CASH', idempotencyKey: randomUUID(), ...rest },
})

test('a bill is the sum of its orders, and an order the sum of its lines', async () => {
  const { sessionToken } = await api.sitDown('demo-12')
  const water = await api.menuItem('Butter Croissant')
  const orders = [
    await api.order(sessionToken, { items: [{ menuItemId, quantity: 3 }] }),
    await api.order(sessionToken, {
      items: [
        { menuItemId, quantity: 2 },
        { menuItemId: water.globalId, quantity: 99 },
      ],
    }),
    await api.order(sessionToken),
  ]
  await api.http(staff).request(UPDATE_ORDER_STATUS, {
    input: { orderId: orders[2]?.id, status: 'CANCELLED', reason: 'Changed their mind' },
  })
  const session = await readBill(sessionToken)
  type Amount = { amountMinor: number }
  const sum = (amounts: Amount[]) => amounts.reduce((total, { amountMinor }) => total + amountMinor, 0)
  for (const { items, total } of session.orders) {
    for (const item of items) expect(item.total.amountMinor).toBe(item.unitPrice.amountMinor * item.quantity)
    expect(total.amountMinor).toBe(sum(items.map((item: { total: Amount }) => item.total)))
  }
  const kept = session.orders.filter(({ status }: { status: string }) => status !== 'CANCELLED')
  expect(kept).toHaveLength(2)
  const { bill } = session
  expect(bill.total).toEqual({
    amountMinor: sum(kept.map(({ total }: { total: Amount }) => total)),
    currency: 'EUR',
  })
  expect(bill.subtotal.amountMinor + bill.tax.amountMinor).toBe(bill.total.amountMinor)
  expect([bill.paid.amountMinor, bill.due.amountMinor]).toEqual([0, bill.total.amountMinor])
})

describe.each(TRANSPORTS)('over %s', (name) => {
  const pay = (variables: object, token: string | undefined = staff) =>
    transport(api, name, token).request(PAY, { ...variables })

  test('a part leaves the rest due, and the rest closes the session', async () => {
    const { sessionToken, tableSessionId, due } = await seat()
    const part = await pay(payment(tableSessionId, 1))
    expect(part.data.recordPayment.tableSession).toMatchObject({
      status: 'OPEN',
      bill: { paid: { amountMinor: 1 }, due: { amountMinor: due - 1 } },
    })
    const rest = await pay(payment(tableSessionId, due - 1, { method: 'CARD' }))
    expect(rest.data.recordPayment.tableSession).toMatchObject({
      status: 'CLOSED',
      bill: { paid: { amountMinor: due }, due: { amountMinor: 0 } },
    })
    const { data } = await transport(api, name).request(CREATE_ORDER, {
      input: { sessionToken, idempotencyKey: randomUUID(), items: [{ menuItemId, quantity: 1 }] },
    })
    expect(data.createOrder).toMatchObject({ code: 'SESSION_CLOSED' })
    const late = await pay(payment(tableSessionId, 1))
    expect(late.data.recordPayment).toMatchObject({ code: 'SESSION_CLOSED' })
  })

  test.each<[string, (due: number) => number]>([
    ['more than is due', (due) => due + 1],
    ['all the money there is', () => 2 ** 31 - 1],
    ['nothing', () => 0],
    ['less than nothing', () => -1],
  ])('%s is not taken', async (_what, amount) => {
    const { tableSessionId, due } = await seat()
    const before = await rowCounts(api.db)
    const { data } = await pay(payment(tableSessionId, amount(due)))
    expect(data.recordPayment).toMatchObject({
      __typename: 'InvalidInputError',
      code: 'INVALID_INPUT',
      path: ['amountMinor'],
    })
    expect(await rowCounts(api.db)).toEqual(before)
  })

  test('nothing is taken at a table that has ordered nothing', async () => {
    const { tableSession } = await api.sitDown(`demo-two-${name === 'HTTP' ? 1 : 2}`)
    const token = await api.signIn('owner@demo-two.test')
    const { data } = await pay(payment(tableSession.id, 1), token)
    expect(data.recordPayment).toMatchObject({ code: 'INVALID_INPUT', path: ['amountMinor'] })
  })

  test('the same payment sent again is recorded once, even when it has closed the session', async () => {
    const { tableSessionId, due } = await seat()
    for (const amount of [due - 1, 1]) {
      const sent = payment(tableSessionId, amount)
      const first = await pay(sent)
      expect(first.data.recordPayment.__typename).toBe('RecordPaymentPayload')
      expect(await pay(sent)).toEqual(first)
      for (const change of [{ amountMinor: amount + 1 }, { method: 'OTHER' }]) {
        const { data } = await pay({ input: { ...sent.input, ...change } })
        expect(data.recordPayment).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' })
      }
    }
    const rows = await api.db.payment.findMany({ where: { tableSession: { status: 'CLOSED' } } })
    expect(rows.filter(({ amountMinor }) => amountMinor === due - 1).length).toBeGreaterThanOrEqual(1)
  })

  test.each([
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['with NUL', 'a\u0000'],
    ['with a lone surrogate', '\ud800'],
  ])('a key that is %s is refused', async (_what, idempotencyKey) => {
    const { tableSessionId } = await seat()
    const { data } = await pay(payment(tableSessionId, 1, { idempotencyKey }))
    expect(data.recordPayment).toMatchObject({ code: 'INVALID_INPUT', path: ['idempotencyKey'] })
  })

  test.each([
    ['an unknown method', { method: 'SHELLS' }],
    ['an amount of 10^12', { amountMinor: 10 ** 12 }],
    ['a fraction', { amountMinor: 0.5 }],
  ])('%s is malformed', async (_what, change) => {
    const { tableSessionId } = await seat()
    const { errors } = await pay(payment(tableSessionId, 1, change))
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  })

  test('it takes staff of the restaurant, and an outsider learns nothing', async () => {
    const { tableSessionId } = await seat()
    const before = await rowCounts(api.db)
    const anonymous = await transport(api, name).request(PAY, payment(tableSessionId, 1))
    expect(anonymous.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    const outsider = await api.signIn('kitchen@demo-two.test')
    const answers = await Promise.all(
      [
        tableSessionId,
        encodeGlobalId('TableSession', randomUUID()),
        encodeGlobalId('Order', randomUUID()),
        '',
      ].map((id) => pay(payment(id, 1), outsider)),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]?.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }])
    expect(await rowCounts(api.db)).toEqual(before)
  })
})

test('of two waiters who take the whole bill at once, one does', async () => {
  const { tableSessionId, due } = await seat()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => api.http(staff).request(PAY, payment(tableSessionId, due))),
  )
  const names = answers.map(({ data }) => data.recordPayment.__typename).sort()
  expect(names).toEqual(['RecordPaymentPayload', ...Array.from({ length: 7 }, () => 'SessionClosedError')])
})

test('one payment sent eight times at once is recorded once', async () => {
  const { tableSessionId, due } = await seat()
  const sent = payment(tableSessionId, due - 1)
  const answers = await Promise.all(Array.from({ length: 8 }, () => api.http(staff).request(PAY, sent)))
  for (const { data } of answers) {
    expect(data.recordPayment.tableSession).toMatchObject({ bill: { paid: { amountMinor: due - 1 } } })
  }
})

test('orders and payments that meet leave no order in a closed session unpaid', async () => {
  const { sessionToken, tableSessionId, due } = await seat()
  const order = () =>
    api.http().request(CREATE_ORDER, {
      input: { sessionToken, idempotencyKey: randomUUID(), items: [{ menuItemId, quantity: 1 }] },
    })
  await Promise.all([order(), api.http(staff).request(PAY, payment(tableSessionId, due)), order()])
  const { status, bill } = await readBill(sessionToken)
  expect([status, bill.due.amountMinor > 0]).toEqual(
    bill.due.amountMinor > 0 ? ['OPEN', true] : ['CLOSED', false],
  )
})
