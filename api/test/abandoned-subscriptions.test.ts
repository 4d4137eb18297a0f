import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startTestApi, type TestApi } from './test-api.ts'

// A subscription begins while the database is slow, and whoever asked for it has gone before it runs.

const WATCH = `subscription ($token: String!, $after: String) {
  tableSessionEvents(sessionToken: $token, after: $after) { cursor }
}`

let api: TestApi
afterEach(() => api.stop())

type Guest = Awaited<ReturnType<TestApi['sitDown']>>

/** A guest whom the node knows. */
async function sitDown(): Promise<Guest> {
  const guest = await api.sitDown('demo-1')
  await api.http().request('query ($token: String!) { tableSession(sessionToken: $token) { id } }', {
    token: guest.sessionToken,
  })
  return guest
}

const variablesOf = ({ sessionToken, tableSession }: Guest) => ({
  token: sessionToken,
  after: tableSession.cursor,
})
const subscriptions = () => api.services.log.stats().subscriptions

/** Does something while nothing of table sessions can be read. */
function whileTheDatabaseWaits<T>(act: () => Promise<T>): Promise<T> {
  return api.db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE table_session IN ACCESS EXCLUSIVE MODE`
    return act()
  })
}

/** Asks for an event stream and, once the server is at work on it, resets the connection. */
async function askAndGo(guest: Guest): Promise<void> {
  const begun = vi.spyOn(api.services.sessions, 'requireReader')
  const { hostname, port } = new URL(api.url)
  const body = JSON.stringify({ query: WATCH, variables: variablesOf(guest) })
  const socket = connect(Number(port), hostname)
  socket.write(
    `POST /graphql HTTP/1.1\r\nHost: menumate\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
  await vi.waitFor(() => expect(begun).toHaveBeenCalled())
  socket.resetAndDestroy()
  begun.mockRestore()
}

test('an event stream whose client has gone before it began holds no place', async () => {
  api = await startTestApi({ limits: { sockets: { strangers: 3, perAddress: 3, perViewer: 3 } } })
  const guest = await sitDown()
  await whileTheDatabaseWaits(async () => {
    // As many as begin at once, which is more than there are places.
    for (let turn = 0; turn < 4; turn++) await askAndGo(guest)
  })
  await vi.waitFor(() => expect(subscriptions()).toBe(0))
  for (let open = 1; open <= 3; open++) {
    api.sse(undefined, WATCH, variablesOf(guest))
    await vi.waitFor(() => expect(subscriptions()).toBe(open))
  }
})

describe.each(['WebSocket', 'SSE'] as const)('over %s', (transport) => {
  test('a subscription that took too long to begin does not run on unheard', async () => {
    api = await startTestApi({ limits: { operationTimeoutMs: 500 } })
    const guest = await sitDown()
    const begun = vi.spyOn(api.services.log, 'subscribe')
    const { ended } = await whileTheDatabaseWaits(async () => {
      const heard =
        transport === 'SSE'
          ? api.sse(undefined, WATCH, variablesOf(guest))
          : api.socket().subscribe(WATCH, variablesOf(guest))
      return { ended: await heard.ended }
    })
    expect(JSON.stringify(ended)).toContain('This took too long')
    await vi.waitFor(() => expect(begun).toHaveResolved())
    await vi.waitFor(() => expect(subscriptions()).toBe(0))
  })
})
