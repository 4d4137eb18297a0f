import { parseArgs } from 'node:util'
import { openClient } from '../api/test/client.ts'
import { inMegabytes, startDemoServer } from './demo-server.ts'
import { flood } from './flood.ts'
import { EVENT_FIELDS, Listener } from './listener.ts'
import { caughtUp, countWrong, readStoredLog } from './stored-log.ts'

// Listeners that stop reading, while much happens in their feed: what do they cost the server? Then they read on.

const LIMIT_MB = 20

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '40000' },
    /** Half of them over WebSockets, half over SSE. */
    listeners: { type: 'string', default: '10' },
  },
})

const server = await startDemoServer('PostgreSQL + Redis')

/** Bytes that the server cannot let go of. */
async function held(): Promise<number> {
  const { heap, buffers } = await server.collected()
  return heap + buffers
}

const client = openClient(`${server.url}/graphql`)
try {
  const token = await client.signIn('kitchen@demo.test')
  const restaurantId = await client.restaurantId('demo')
  const { sessionToken } = await client.sitDown('demo-1')
  await client.order(sessionToken)
  const log = await readStoredLog(server)
  const after = await client.boardCursor(token, restaurantId)
  const opened: Promise<void>[] = []
  const listeners = Array.from({ length: Number(options.listeners) }, (_, index) => {
    let onOpen = () => {}
    opened.push(new Promise((resolve) => (onOpen = resolve)))
    return new Listener({
      feed: restaurantId,
      url: server.url,
      transport: index % 2 === 0 ? 'socket' : 'stream',
      token,
      query: `subscription ($id: ID!, $after: String) {
        restaurantEvents(restaurantId: $id, after: $after) { ${EVENT_FIELDS} }
      }`,
      variables: { id: restaurantId, after },
      onOpen,
    })
  })
  await Promise.all(opened)
  const events = Number(options.events)
  // As many while they read: a flood has garbage of its own, and the heap grows to hold it.
  await flood(server, events)
  const { peak: reading } = await server.memory()
  await caughtUp(listeners, log, await readStoredLog(server))
  const before = await held()
  for (const listener of listeners) listener.pause()

  await flood(server, events)
  const { peak: stalled } = await server.memory()
  const grown = (await held()) - before
  console.log(
    `The server's memory while ${listeners.length} listeners read ${events} events: at most ${inMegabytes(reading)}`,
  )
  console.log(`While they are stalled, and as many happen: at most ${inMegabytes(stalled)}`)
  console.log(`What it holds, garbage apart, has grown by ${inMegabytes(grown)} since they stalled`)

  const start = performance.now()
  for (const listener of listeners) listener.resume()
  const stored = await readStoredLog(server)
  await caughtUp(listeners, log, stored)
  const seconds = ((performance.now() - start) / 1_000).toFixed(1)
  const { missed, wrong } = countWrong(listeners, log, stored)
  console.log(
    `Back after ${seconds} s: ${missed} events missed, ${wrong} listeners with others or in another order`,
  )
  for (const listener of listeners) listener.close()
  if (missed + wrong > 0 || Math.max(stalled - reading, grown) > LIMIT_MB * 1e6) process.exitCode = 1
} finally {
  await client.close()
  await server.stop()
}
