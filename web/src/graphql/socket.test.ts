import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createConnectionMonitor } from './connection-monitor'
import { createResumableSubscriptions } from './resumable-subscriptions'
import { createSocket } from './socket'

/** A log of events that anyone may append to, served with cursors over a real WebSocket. */
function createLogServer() {
  const log: string[] = []
  let wake: (() => void)[] = []
  async function* readAfter(after: string | undefined) {
    for (let position = after ? Number(after) : 0; ; position++) {
      while (position >= log.length) await new Promise<void>((resolve) => wake.push(resolve))
      yield { feed: { cursor: String(position + 1), text: log[position] } }
    }
  }
  const Event = new GraphQLObjectType({
    name: 'Event',
    fields: { cursor: { type: GraphQLString }, text: { type: GraphQLString } },
  })
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { ok: { type: GraphQLString } } }),
    subscription: new GraphQLObjectType({
      name: 'Subscription',
      fields: {
        feed: {
          type: Event,
          args: { after: { type: GraphQLString } },
          subscribe: (_source, { after }: { after?: string }) => readAfter(after),
        },
      },
    }),
  })
  const append = (text: string) => {
    log.push(text)
    const waiting = wake
    wake = []
    for (const resolve of waiting) resolve()
  }
  return { schema, append }
}

describe('the socket of a page', () => {
  let http: Server
  let sockets: WebSocketServer
  let log: ReturnType<typeof createLogServer>
  let unsubscribe = () => {}

  beforeEach(async () => {
    log = createLogServer()
    http = createServer()
    sockets = new WebSocketServer({ server: http })
    useServer({ schema: log.schema }, sockets)
    await new Promise<void>((resolve) => http.listen(0, resolve))
  })
  afterEach(async () => {
    unsubscribe()
    for (const client of sockets.clients) client.terminate()
    await new Promise((resolve) => http.close(resolve))
  })

  function follow() {
    const monitor = createConnectionMonitor()
    const backoff = { wait: async () => {}, wake: () => {} }
    const { port } = http.address() as AddressInfo
    const socket = createSocket({ url: `ws://localhost:${port}`, monitor, backoff, webSocketImpl: WebSocket })
    const texts: string[] = []
    const forward = createResumableSubscriptions({ socket, backoff, monitor })
    const request = {
      query: 'subscription ($after: String) { feed(after: $after) { cursor text } }',
      variables: {},
    }
    unsubscribe = forward(request as never, { context: {} } as never).subscribe({
      next: (result) => texts.push((result.data as { feed: { text: string } }).feed.text),
      error: () => {},
      complete: () => {},
    }).unsubscribe
    return { texts, monitor, socket }
  }

  const received = (texts: string[], expected: string[]) =>
    vi.waitFor(() => expect(texts).toEqual(expected), { timeout: 5000 })

  it('loses nothing and repeats nothing over four cuts, whatever happened meanwhile', async () => {
    const { texts } = follow()
    const expected: string[] = []
    for (const round of [1, 2, 3, 4]) {
      expected.push(`${round} live`)
      log.append(`${round} live`)
      await received(texts, expected)
      for (const client of sockets.clients) client.terminate()
      expected.push(`${round} while cut`)
      log.append(`${round} while cut`)
    }
    await received(texts, expected)
  })

  it('comes back after a close code that graphql-ws holds for fatal', async () => {
    const { texts, monitor } = follow()
    log.append('before')
    await received(texts, ['before'])
    for (const client of sockets.clients) client.close(4500, 'Internal server error')
    await vi.waitFor(() => expect(monitor.get().status).not.toBe('live'))
    log.append('after')
    await received(texts, ['before', 'after'])
    expect(monitor.get().status).toBe('live')
  })

  it('opens anew at once when told to, as after signing in', async () => {
    const { texts, socket } = follow()
    log.append('as a stranger')
    await received(texts, ['as a stranger'])
    const [before] = sockets.clients
    socket.reconnect()
    log.append('signed in')
    await received(texts, ['as a stranger', 'signed in'])
    expect(sockets.clients).not.toContain(before)
  })
})
