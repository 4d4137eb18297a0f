import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { CREATE_ORDER } from './client.ts'
import { startTestApi, type TestApi } from './test-api.ts'
import { WAYS } from './ways.ts'

const TIMEOUT_MS = 1_000
const TABLE = 'query ($token: String!) { tableSession(sessionToken: $token) { status } }'
const DISH = 'Butter Croissant'
const MENU = '{ restaurant(slug: "demo") { name } }'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ limits: { operationTimeoutMs: TIMEOUT_MS } })
})
afterAll(() => api.stop())
afterEach(() => vi.restoreAllMocks())

/** Has reads of one party take until they are let go. */
function holdReadsOf(sessionToken: string) {
  const { sessions } = api.services
  const read = sessions.read.bind(sessions)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let begun = 0
  vi.spyOn(sessions, 'read').mockImplementation(async (token) => {
    if (token === sessionToken) {
      begun += 1
      await held
    }
    return read(token)
  })
  return { begun: () => begun, letGo }
}

describe.each(WAYS)('over %s', (name, ask) => {
  const table = `demo-${WAYS.findIndex(([way]) => way === name) + 1}`

  test('four operations of a party run at once and the rest in their turn, while nobody else waits', async () => {
    const { sessionToken: token } = await api.sitDown(table)
    const { sessionToken: other } = await api.sitDown(`demo-two-1`)
    const reads = holdReadsOf(token)
    const answers = Array.from({ length: 6 }, () => ask(api.url, { query: TABLE, variables: { token } }))
    await expect.poll(reads.begun).toBe(4)
    const theirs = await ask(api.url, { query: TABLE, variables: { token: other } })
    expect(theirs.body).toMatchObject({ data: { tableSession: { status: 'OPEN' } } })
    expect((await ask(api.url, { query: MENU })).body).toHaveProperty('data.restaurant.name')
    // What the party orders does not wait for what it reads.
    const items = [{ menuItemId: (await api.menuItem(DISH)).globalId, quantity: 1 }]
    const input = { sessionToken: token, idempotencyKey: randomUUID(), items }
    expect((await ask(api.url, { query: CREATE_ORDER, variables: { input } })).body).toHaveProperty(
      'data.createOrder.order.id',
    )
    expect(reads.begun()).toBe(4)
    reads.letGo()
    for (const { body } of await Promise.all(answers)) expect(body).toHaveProperty('data.tableSession.status')
    expect(reads.begun()).toBe(6)
  })

  test('what is given up while it waits never begins', async () => {
    const { sessionToken: token } = await api.sitDown(table)
    const reads = holdReadsOf(token)
    const answers = Array.from({ length: 5 }, () => ask(api.url, { query: TABLE, variables: { token } }))
    for (const { body } of await Promise.all(answers))
      expect(body).toMatchObject({ errors: [{ extensions: { limit: { allowed: TIMEOUT_MS } } }] })
    reads.letGo()
    await expect
      .poll(async () => (await ask(api.url, { query: TABLE, variables: { token } })).body)
      .toHaveProperty('data.tableSession.status')
    // The four, and the one that has just been asked.
    expect(reads.begun()).toBe(5)
  })
})
