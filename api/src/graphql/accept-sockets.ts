import type { IncomingMessage, Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Server as SocketServer, type WebSocket, WebSocketServer } from 'ws'
import type { ClientAddress } from '../limits/client-address.ts'
import { ServedSocket } from './served-socket.ts'
import { type Connections, capMessages } from './socket-limits.ts'
import { SocketPlace } from './socket-place.ts'

/** The largest message a client may send; ws closes the connection with 1009 above it. */
const MAX_PAYLOAD_BYTES = 64 * 1024
/** "Service restart": clients come back at once, to another node or to this one when it is up again. */
const SERVICE_RESTART = 1012
/** A stop sends clients away over this time at most, so that they do not all knock at the next node at once. */
const LEAVE_WITHIN_MS = 2_000
/** A few need not wait for each other. */
const LEAVE_EACH_MS = 10
/** They are sent away in waves as far apart as this. */
const WAVE_MS = 20
const GOING =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

/** The sockets that an HTTP server has taken. */
export interface AcceptedSockets {
  /** Emits `connection` for each. */
  readonly server: SocketServer<typeof ServedSocket>
  /** By whose limit one is counted. */
  placeOf(socket: WebSocket): SocketPlace | undefined
  /**
   * Takes no more, sends clients away in waves, each once what it asked is answered, and resolves when the last has
   * gone.
   */
  sendAway(): Promise<void>
  /** Cuts off those that have not gone. */
  terminate(): void
}

/** Takes sockets on one path of an HTTP server, within the limits of frames, messages and places. */
export function acceptSockets(options: {
  server: Server
  path: string
  clientAddress: ClientAddress
  connections: Connections
}): AcceptedSockets {
  const { server, path, clientAddress, connections } = options
  let closing = false
  const places = new WeakMap<WebSocket, SocketPlace>()
  const sockets = new WebSocketServer({
    WebSocket: ServedSocket,
    noServer: true,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
  })

  function accept(opened: ServedSocket, request: IncomingMessage): void {
    capMessages(opened)
    places.set(opened, new SocketPlace(opened, clientAddress(request), connections))
    sockets.emit('connection', opened, request)
    // What is wrong with a client's frames closes its socket, and is no entry in our log.
    opened.removeAllListeners('error').on('error', () => {})
  }

  server.on('upgrade', (request, socket, head) => {
    // Node listens no more: a reset that nobody hears would end the process.
    socket.on('error', () => socket.destroy())
    if (closing) socket.end(GOING)
    else if (request.url?.split('?', 1)[0] !== path) socket.destroy()
    else sockets.handleUpgrade(request, socket, head, (opened) => accept(opened, request))
  })

  return {
    server: sockets,

    placeOf: (socket) => places.get(socket),

    async sendAway() {
      closing = true
      const open = [...sockets.clients]
      const gone = Promise.all(open.map((socket) => socket.gone))
      const each = Math.min(LEAVE_EACH_MS, LEAVE_WITHIN_MS / open.length)
      const start = performance.now()
      for (const [index, socket] of open.entries()) {
        const early = start + index * each - performance.now()
        if (early > WAVE_MS) await delay(early)
        socket.closeWhenAnswered(SERVICE_RESTART, 'Service restart')
      }
      await gone
    },

    terminate() {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
