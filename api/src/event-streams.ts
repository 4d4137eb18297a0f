import type { IncomingMessage, Server, ServerResponse } from 'node:http'

/** A reader that takes nothing for so long is cut off within twice that. */
const PATIENCE_MS = 12_000

/** Whether a request may be answered by a stream of events (SSE): by name, or since it takes whatever comes. */
function takesStream({ headers }: IncomingMessage): boolean {
  return headers.accept === undefined || /text\/event-stream|\*\/\*|text\/\*/.test(headers.accept)
}

/** Whether a request wants a stream of events, which has no end, and nothing that has one. */
export function isForStream({ headers: { accept = '' } }: IncomingMessage): boolean {
  return accept.includes('text/event-stream') && !accept.includes('json')
}

/** Whether an answer that has begun is a stream of events. */
export function isStream(response: ServerResponse): boolean {
  return response.headersSent && `${response.getHeader('content-type')}`.startsWith('text/event-stream')
}

/**
 * Cuts off event streams that nobody reads any more. They cost little, since what is sent waits for what was sent
 * before, but would do so for ever; who reads on comes back with the last cursor.
 */
export function cutStalledStreams(server: Server, patienceMs = PATIENCE_MS): void {
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!takesStream(request)) return
    let waits = false
    const checks = setInterval(() => {
      if (waits) response.destroy()
      waits = response.writableNeedDrain
    }, patienceMs).unref()
    response.on('drain', () => {
      waits = false
    })
    response.once('close', () => clearInterval(checks))
  })
}
