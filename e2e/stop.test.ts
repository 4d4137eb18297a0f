import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClient } from '../api/test/client.ts'
import type { CreatedDatabase } from '../api/test/database.ts'
import { testDoorbell } from '../api/test/doorbell.ts'
import { createDemoDatabase } from './demo.ts'
import { startServer } from './server.ts'

let database: CreatedDatabase

beforeAll(async () => {
  database = await createDemoDatabase()
})
afterAll(() => database.drop())

test('a stop tells sockets to come back, and waits for no request that never ends', async () => {
  const server = await startServer({ database: database.config, doorbell: testDoorbell() })
  const client = openClient(`${server.url}/graphql`)
  const { sessionToken, tableSession } = await client.sitDown('demo-1')
  const guest = client.socket().subscribe(
    `subscription ($token: String!, $after: String) {
      tableSessionEvents(sessionToken: $token, after: $after) { id }
    }`,
    { token: sessionToken, after: tableSession.cursor },
  )
  await client.order(sessionToken)
  await guest.count(1)
  const half = connect(server.port, '127.0.0.1')
  half.write(
    'POST /graphql HTTP/1.1\r\nHost: menumate\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{',
  )
  await once(half, 'ready')
  await server.stop()
  expect(await guest.ended).toMatchObject({ code: 1012 })
  expect(server.exitCode()).toBe(0)
})
