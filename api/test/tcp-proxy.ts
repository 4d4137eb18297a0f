import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createPipe, type Weather } from './tcp-pipe.ts'

/** What can be done to the network, as a whole or to one connection. */
interface Faults {
  /** Ends what is open with a reset, both ways. */
  cut(): void
  /**
   * Half-open: bytes and the end of connections vanish, nobody is told. A connection that lost bytes is reset at the
   * first byte after the stall.
   */
  stall(on: boolean): void
  /** Bytes wait, those who send feel it, and all of them arrive afterwards: a listener that does not keep up. */
  hold(on: boolean): void
  /** From now on bytes arrive so much later, each way. */
  delay(ms: number): void
  /** Cuts a connection when so many more bytes have come to its client: in the middle of a frame. */
  cutAfter(bytes: number): void
}

export interface ProxiedConnection extends Faults {
  /** Counts from 1, in the order in which they were opened. */
  readonly number: number
}

/** The network between clients and a server, for tests that break it. What it does holds for connections to come, too. */
export interface TcpProxy extends Faults {
  /** Clients connect here, on 127.0.0.1. */
  readonly port: number
  /** Resets every new connection. */
  refuse(on: boolean): void
  /** Those that are open, oldest first. `cutAfter` is for these only. */
  connections(): readonly ProxiedConnection[]
  /** Cuts all and stops listening. */
  close(): Promise<void>
}

/** Puts a proxy in front of a server; while nothing is asked of it, it passes everything on. */
export async function openTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const weather: Weather = { stalled: false, held: false, delayMs: 0 }
  const open = new Set<ProxiedConnection>()
  let refusing = false
  let opened = 0

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on('error', () => {})
    if (refusing) {
      client.resetAndDestroy()
      return
    }
    const connection = proxyConnection(++opened, client, target, weather, () => open.delete(connection))
    open.add(connection)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const all = (act: (connection: ProxiedConnection) => void) => {
    for (const connection of [...open]) act(connection)
  }
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => [...open],
    cut: () => all((connection) => connection.cut()),
    cutAfter: (bytes) => all((connection) => connection.cutAfter(bytes)),
    refuse(on) {
      refusing = on
    },
    stall(on) {
      weather.stalled = on
      all((connection) => connection.stall(on))
    },
    hold(on) {
      weather.held = on
      all((connection) => connection.hold(on))
    },
    delay(ms) {
      weather.delayMs = ms
      all((connection) => connection.delay(ms))
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      all((connection) => connection.cut())
      await closed
    },
  }
}

function proxyConnection(
  number: number,
  client: Socket,
  target: { host: string; port: number },
  initial: Weather,
  onClose: () => void,
): ProxiedConnection {
  const weather = { ...initial }
  const server = connect({ ...target, allowHalfOpen: true, noDelay: true })
  const sockets = [client, server]

  function cut() {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  const toServer = createPipe(client, server, () => weather, cut)
  const toClient = createPipe(server, client, () => weather, cut)

  function review() {
    toServer.review()
    toClient.review()
    if (sockets.every((socket) => socket.destroyed)) onClose()
    // Nobody learns of the other's end while the network is gone.
    else if (!weather.stalled && sockets.some((socket) => socket.destroyed)) cut()
  }
  for (const socket of sockets) {
    // An error is followed by 'close'.
    socket.on('error', () => {})
    socket.on('close', review)
  }
  review()

  return {
    number,
    cut,
    cutAfter: toClient.cutAfter,
    stall(on) {
      weather.stalled = on
      review()
    },
    hold(on) {
      weather.held = on
      review()
    },
    delay(ms) {
      weather.delayMs = ms
    },
  }
}
