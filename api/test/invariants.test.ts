import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoViolations, findViolations, type Violation } from './invariants.ts'
import { startTestApi, type TestApi } from './test-api.ts'

let api: TestApi

// One of everything: a session that was paid in parts, one that staff ended, one that goes on, and switches.
beforeAll(async () => {
  let now = new Date()
  api = await startTestApi({ clock: { now: () => now } })
  const staff = await api.signIn('owner@demo.test')
  const viewer = await api.services.auth.resolve({ kind: 'authorization', value: `Bearer ${staff}` })
  const { sessions, payments, orders, kitchen, menus, restaurants } = api.services
  const sit = (tableCode: string) => sessions.start({ tableCode })

  const paid = await sit('demo-1')
  const { id } = await api.menuItem('Butter Croissant')
  const order = await orders.create({
    sessionToken: paid.sessionToken,
    idempotencyKey: randomUUID(),
    items: [
      { menuItemId: id, quantity: 2, optionIds: [] },
      { menuItemId: id, quantity: 1, optionIds: [] },
    ],
  })
  for (const status of ['COOKING', 'READY', 'COOKING'] as const)
    await orders.updateStatus(viewer, { orderId: order.id, status })
  await sessions.requestBill(paid.sessionToken)
  for (const amountMinor of [1, order.totalMinor - 1]) {
    await payments.record(viewer, {
      tableSessionId: paid.tableSession.id,
      amountMinor,
      method: 'CASH',
      idempotencyKey: randomUUID(),
    })
  }
  const left = await sit('demo-2')
  await sessions.close(viewer, { tableSessionId: left.tableSession.id, reason: 'Left' })
  const staying = await sit('demo-3')
  await api.order(staying.sessionToken)
  const noticed = await orders.create({
    sessionToken: staying.sessionToken,
    idempotencyKey: randomUUID(),
    items: [{ menuItemId: id, quantity: 1, optionIds: [] }],
  })
  const { restaurantId } = staying.tableSession
  for (const isAvailable of [false, true])
    await menus.setItemAvailability(viewer, { menuItemId: id, isAvailable })
  await restaurants.setPaused(viewer, { restaurantId, isPaused: true })
  now = new Date(now.getTime() + 60_000)
  await kitchen.escalate()
  now = new Date(now.getTime() + 1000)
  await kitchen.acknowledge(viewer, { restaurantId, orderIds: [noticed.id] })
})
afterAll(() => api.stop())

test('what services write breaks no rule', async () => {
  expect(await findViolations(api.db)).toEqual([])
  await expectNoViolations(api.db)
})

test('a pruned log is judged by what it still holds', async () => {
  const broken = await afterwards('DELETE FROM event WHERE position <= 5')
  expect(broken).toEqual([])
})

const one = (table: string, order: string) => `(SELECT ctid FROM ${table} ORDER BY ${order} LIMIT 1)`

test.each([
  ['a line', 'DELETE FROM order_item WHERE position = 1', 'an order has lines, numbered from 1'],
  [
    'all lines',
    `DELETE FROM order_item WHERE order_id = (SELECT id FROM "order" WHERE number = 2)`,
    'an order has lines, numbered from 1',
  ],
  [
    'a line of another order',
    'UPDATE order_item SET quantity = 2, total_minor = 2 * unit_price_minor WHERE position = 2',
    'an order is the sum of its lines, before or after tax',
  ],
  [
    'a change',
    'DELETE FROM order_status_change WHERE version = 2',
    'an order has one change in its history for each version',
  ],
  [
    'a status without a change',
    `UPDATE "order" SET status = 'READY' WHERE number = 1`,
    'an order stands where the last change brought it',
  ],
  [
    'an illegal move',
    `UPDATE order_status_change SET status = 'SERVED' WHERE version = 2`,
    'an order begins pending and makes legal moves only',
  ],
  [
    'an order number',
    'UPDATE order_number SET last = last + 1',
    'the order numbers of a day count from 1 without a hole',
  ],
  [
    'a stranger who orders',
    `UPDATE "order" SET guest_id = (SELECT guest_id FROM "order" WHERE number = 1) WHERE number = 2`,
    "an order is of its guest's session",
  ],
  [
    'a payment that is too much',
    `UPDATE payment SET amount_minor = amount_minor + 1 WHERE ctid = ${one('payment', 'recorded_at')}`,
    'nobody has paid more than was ordered',
  ],
  [
    'a payment that is too little',
    `UPDATE payment SET amount_minor = 1`,
    'a session that a payment ended owes nothing',
  ],
  [
    'a hole',
    'DELETE FROM event WHERE position = 6',
    "a restaurant's positions are contiguous up to its head",
  ],
  [
    'the newest event',
    'DELETE FROM event WHERE position = (SELECT max(position) FROM event)',
    "a restaurant's positions are contiguous up to its head",
  ],
  [
    'the whole log',
    'UPDATE feed SET position = 0, last_event_id = NULL; DELETE FROM event',
    'a change of an order has its event',
  ],
  [
    'a head that names no event',
    'UPDATE feed SET last_event_id = gen_random_uuid() WHERE position > 0',
    'the end of a feed names its newest event',
  ],
  [
    "a session's head that names no event",
    'UPDATE table_session SET last_event_id = gen_random_uuid()',
    'the end of a feed names its newest event',
  ],
  [
    "a hole in a session's feed",
    'UPDATE event SET session_position = 1000 WHERE position = 6',
    "a session's positions are contiguous up to its head",
  ],
  [
    "a session's positions the wrong way round",
    'UPDATE event SET session_position = 1000 WHERE position = 6',
    "a session sees its events in the restaurant's order",
  ],
  [
    'an order without its event',
    `UPDATE event SET type = 'Other' WHERE type = 'OrderCreated'`,
    'a change of an order has its event',
  ],
  [
    'two events of one change',
    `UPDATE event SET payload = (SELECT payload FROM event WHERE type = 'OrderCreated' AND position = 2)
      WHERE type = 'OrderCreated'`,
    'a change of an order has one event',
  ],
  [
    'an event that tells another number',
    `UPDATE event SET payload = jsonb_set(payload, '{order,number}', '77') WHERE type = 'OrderCreated'`,
    'an event of an order tells of a change, as it was',
  ],
  [
    'an event of a move that was not',
    `UPDATE event SET payload = jsonb_set(payload, '{previousStatus}', '"READY"') WHERE type = 'OrderStatusChanged'`,
    'an event of an order tells of a change, as it was',
  ],
  [
    "an order's events the wrong way round",
    `UPDATE event SET payload = jsonb_set(payload, '{order,version}', to_jsonb(7 - (payload #>> '{order,version}')::int))
      WHERE type = 'OrderStatusChanged'`,
    "an order's events come in the order of its versions",
  ],
  [
    'an acknowledgement that nobody was told of',
    'UPDATE "order" SET acknowledged_at = now() WHERE acknowledged_at IS NULL',
    'an acknowledgement has its event, or is the first move',
  ],
  [
    'a move that is no acknowledgement',
    'UPDATE "order" SET acknowledged_at = NULL WHERE version > 1',
    'an acknowledgement has its event, or is the first move',
  ],
  [
    'an alarm that was never raised',
    'UPDATE "order" SET escalated_at = NULL WHERE version = 1',
    'an alarm has its event, and an event of an alarm its alarm',
  ],
  [
    'an alarm that nobody was told of',
    'UPDATE "order" SET escalated_at = now() WHERE version > 1',
    'an alarm has its event, and an event of an alarm its alarm',
  ],
  [
    'a session that ended before its orders',
    `UPDATE event SET payload = jsonb_set(payload, '{status}', '"CLOSED"') WHERE type = 'TableSessionChanged'`,
    'nothing is ordered in a session that has ended',
  ],
  [
    'a session whose end nobody was told',
    `UPDATE table_session SET status = 'CLOSED', closed_at = now() WHERE status = 'OPEN'`,
    "a session's events tell how it came to its status",
  ],
  [
    'a payment without its event',
    `UPDATE payment SET recorded_at = '2020-01-01'`,
    'a payment has its event, and an event of a payment its payment',
  ],
  [
    'an event without its payment',
    'DELETE FROM payment',
    'a payment has its event, and an event of a payment its payment',
  ],
  [
    'a switch that nobody was told of',
    `UPDATE menu_item SET is_available = false WHERE name = 'Butter Croissant'`,
    'a switch stands where its events brought it',
  ],
  [
    'a pause that nobody was told of',
    'UPDATE restaurant SET is_paused = false',
    'a switch stands where its events brought it',
  ],
])('%s is seen', async (_what, damage, rule) => {
  expect((await afterwards(damage)).map((violation) => violation.rule)).toContain(rule)
})

/** What is broken after some statements, which are then taken back. */
async function afterwards(damage: string): Promise<Violation[]> {
  let found: Violation[] = []
  const takenBack = new Error('taken back')
  await api.db
    .$transaction(async (tx) => {
      for (const statement of damage.split('; ')) await tx.$executeRawUnsafe(statement)
      found = await findViolations(tx)
      throw takenBack
    })
    .catch((error: unknown) => {
      if (error !== takenBack) throw error
    })
  return found
}
