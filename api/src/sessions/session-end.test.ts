import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Received } from '../../test/received.ts'
import { startTestApi, type TestApi } from '../../test/test-api.ts'
import type { TestNode } from '../../test/test-node.ts'

/** What staff and guests are promised; see docs/api-guide.md. */
const PROMISED_MS = 5_000

const EVENTS = /* GraphQL */ `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) {
    __typename cursor ... on TableSessionChangedEvent { status }
  }
}`
const CHANGES = /* GraphQL */ `subscription ($token: String!, $after: String) {
  orderStatusChanged(sessionToken: $token, after: $after) { status }
}`
const CLOSE = 'mutation ($input: CloseTableSessionInput!) { closeTableSession(input: $input) { __typename } }'
const MOVE = 'mutation ($input: UpdateOrderStatusInput!) { updateOrderStatus(input: $input) { __typename } }'

let api: TestApi
let other: TestNode
let staff: string
let cook: string

beforeAll(async () => {
  api = await startTestApi()
  other = await api.startAnother()
  staff = await api.signIn('server@demo.test')
  cook = await api.signIn('kitchen@demo.test')
})
afterAll(() => api.stop())

const close = (tableSessionId: string) => api.http(staff).request(CLOSE, { input: { tableSessionId } })
const cookOrder = (orderId: string) => api.http(cook).request(MOVE, { input: { orderId, status: 'COOKING' } })
const TOLD = [
  { tableSessionEvents: { __typename: 'OrderCreatedEvent' } },
  { tableSessionEvents: { __typename: 'TableSessionChangedEvent', status: 'CLOSED' } },
]

const WAYS: [string, (node: TestNode, query: string, variables: Record<string, unknown>) => Received][] = [
  ['a WebSocket', (node, query, variables) => node.socket().subscribe(query, variables)],
  ['an event stream', (node, query, variables) => node.sse(undefined, query, variables)],
]

describe.each(WAYS)('a guest’s subscription over %s', (name, subscribe) => {
  const table = (number: number) => `demo-${number + (name === 'a WebSocket' ? 0 : 6)}`

  test('is told of the end of its session, and is complete, on every node', async () => {
    const { sessionToken: token, tableSession } = await api.sitDown(table(1))
    const after = tableSession.cursor
    const watching = [api, other].map((node) => subscribe(node, EVENTS, { token, after }))
    const following = [api, other].map((node) => subscribe(node, CHANGES, { token, after }))
    const { id } = await api.order(token)
    await cookOrder(id)
    await Promise.all([
      ...watching.map((events) => events.count(2)),
      ...following.map((events) => events.count(1)),
    ])

    await close(tableSession.id)
    const closedAt = performance.now()
    for (const { ended } of [...watching, ...following]) expect(await ended).toBeNull()
    expect(performance.now() - closedAt).toBeLessThan(PROMISED_MS)
    for (const events of watching) {
      expect((await events.count(3)).at(-1)).toMatchObject(TOLD[1] as object)
    }
  })

  test('that comes back is told what it missed up to the end, and no more', async () => {
    const { sessionToken: token, tableSession } = await api.sitDown(table(2))
    const { id } = await api.order(token)
    await close(tableSession.id)
    await cookOrder(id)

    const back = subscribe(other, EVENTS, { token, after: tableSession.cursor })
    expect(await back.ended).toBeNull()
    const told = await back.count(2)
    expect(told).toMatchObject(TOLD)

    const again = subscribe(other, EVENTS, { token, after: told[1]?.tableSessionEvents.cursor })
    expect(await again.ended).toBeNull()
    expect(await again.count(0)).toEqual([])
    const changes = subscribe(other, CHANGES, { token, after: tableSession.cursor })
    expect(await changes.ended).toBeNull()
    expect(await changes.count(0)).toEqual([])
  })

  test.each([EVENTS, CHANGES])('that begins when it is over is complete at once: %#', async (query) => {
    const { sessionToken: token, tableSession } = await api.sitDown(table(3))
    await api.order(token)
    await close(tableSession.id)
    const late = subscribe(other, query, { token })
    expect(await late.ended).toBeNull()
    expect(await late.count(0)).toEqual([])
  })
})
