import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import WebSocket from 'ws'
import { backoffDelay } from '../web/src/graphql/backoff.ts'

/** What every listener asks for of an event. */
export const EVENT_FIELDS = `id cursor ... on OrderCreatedEvent { order { id number tableLabel note items { name quantity } } }`

export interface ListenerEvent {
  readonly id: string
  readonly cursor: string
  readonly order?: { readonly id: string; readonly note: string | null }
}

export interface ListenerOptions {
  /** The global id of what it listens to. */
  readonly feed: string
  /** Of the server. */
  readonly url: string
  readonly transport: 'socket' | 'stream'
  readonly token?: string
  readonly query: string
  readonly variables: { readonly after: string } & Record<string, unknown>
  readonly onEvent?: (event: ListenerEvent) => void
  /** The connection stands: what happens from now on will come. */
  readonly onOpen?: () => void
}

/** A connection that can be stopped from reading, and cut. */
interface Connection {
  pause(): void
  resume(): void
  cut(): void
}

/**
 * A listener with next to no weight of its own, so that thousands fit into a process: graphql-transport-ws or SSE by
 * hand, resumed after the last cursor with the web app's backoff.
 */
export class Listener {
  readonly feed: string
  /** Of all events, in the order in which they came. */
  readonly ids: string[] = []
  readonly #options: ListenerOptions
  #after: string
  #connection: Connection | undefined
  #retry: NodeJS.Timeout | undefined
  #attempts = 0
  #closed = false

  constructor(options: ListenerOptions) {
    this.feed = options.feed
    this.#options = options
    this.#after = options.variables.after
    this.#connect()
  }

  /** Stops reading: what the server sends stays where it is. */
  pause(): void {
    this.#connection?.pause()
  }

  resume(): void {
    this.#connection?.resume()
  }

  /** Ends the connection as a network does; the listener comes back. */
  cut(): void {
    this.#connection?.cut()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#retry)
    this.cut()
  }

  #connect(): void {
    const { url, transport, token, query, variables, onOpen } = this.#options
    this.#connection = (transport === 'socket' ? openSocket : openStream)({
      url: `${url}/graphql`,
      token,
      payload: { query, variables: { ...variables, after: this.#after } },
      onOpen: () => onOpen?.(),
      onResult: (result) => this.#take(result),
      onEnd: () => {
        if (this.#closed) return
        this.#retry = setTimeout(() => this.#connect(), backoffDelay(this.#attempts++))
      },
    })
  }

  #take({ data, errors }: Result): void {
    const event = data && Object.values(data)[0]
    if (!event) throw new Error(`A listener was refused: ${JSON.stringify(errors)}`)
    this.#attempts = 0
    this.#after = event.cursor
    this.ids.push(event.id)
    this.#options.onEvent?.(event)
  }
}

interface Result {
  readonly data?: Record<string, ListenerEvent> | null
  readonly errors?: unknown
}

interface Opening {
  readonly url: string
  readonly token: string | undefined
  readonly payload: object
  readonly onOpen: () => void
  readonly onResult: (result: Result) => void
  readonly onEnd: () => void
}

function openSocket({ url, token, payload, onOpen, onResult, onEnd }: Opening): Connection {
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws', {
    perMessageDeflate: false,
  })
  const authorization = token && { payload: { authorization: `Bearer ${token}` } }
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', ...authorization })))
  socket.on('message', (data) => {
    const message = JSON.parse(String(data))
    if (message.type === 'connection_ack') {
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }))
      onOpen()
    } else if (message.type === 'next') onResult(message.payload)
    else if (message.type === 'error') onResult({ errors: message.payload })
  })
  socket.on('error', () => {})
  socket.on('close', onEnd)
  return {
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    cut: () => socket.terminate(),
  }
}

function openStream({ url, token, payload, onOpen, onResult, onEnd }: Opening): Connection {
  const body = JSON.stringify(payload)
  let response: IncomingMessage | undefined
  const sending: ClientRequest = request(url, {
    method: 'POST',
    agent: false,
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
  })
  sending.on('response', (opened) => {
    response = opened
    onOpen()
    opened.on('error', () => {})
    opened.setEncoding('utf8')
    let rest = ''
    opened.on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines)
        if (line.startsWith('data: {')) onResult(JSON.parse(line.slice('data: '.length)))
    })
  })
  sending.on('error', () => {})
  sending.on('close', onEnd)
  sending.end(body)
  return {
    pause: () => response?.pause(),
    resume: () => response?.resume(),
    cut: () => sending.destroy(),
  }
}
