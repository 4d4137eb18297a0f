import WebSocket from 'ws'

/** How a subscription ended: by which code, and when (performance.now()). */
export interface End {
  /** Of the error that was told, then of the close: "4403", "NOT_FOUND", "complete", "UNAUTHENTICATED, then the end". */
  readonly how: string
  readonly at: number
}

export interface Watcher {
  /** Resolves with the first event: the subscription runs. */
  readonly running: Promise<void>
  readonly ended: Promise<End>
  close(): void
}

export interface Watched {
  /** Of /graphql. */
  readonly url: string
  readonly token: string | undefined
  readonly query: string
  /** Such that there is something to replay. */
  readonly variables: object
}

/** Watches over a WebSocket of its own, until the operation or the connection is ended. */
export function watchBySocket({ url, token, query, variables }: Watched): Watcher {
  const { running, run, ended, end } = outcome()
  const socket = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
  const authorization = token && { payload: { authorization: `Bearer ${token}` } }
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', ...authorization })))
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data))
    if (type === 'connection_ack')
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }))
    if (type === 'ping') socket.send(JSON.stringify({ type: 'pong' }))
    if (type === 'next' && !payload.errors) run()
    const errors = type === 'error' ? payload : payload?.errors
    if (errors) end(errors[0].extensions.code)
    if (type === 'complete') end('complete')
  })
  socket.on('error', () => {})
  socket.on('close', (code) => end(String(code)))
  return { running, ended, close: () => socket.terminate() }
}

/** Watches by server-sent events, until the stream ends. */
export function watchByStream({ url, token, query, variables }: Watched): Watcher {
  const { running, run, ended, end } = outcome()
  const abort = new AbortController()
  async function read(): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
      signal: abort.signal,
    })
    let rest = ''
    let told = 'nothing'
    for await (const chunk of response.body ?? []) {
      const lines = (rest + Buffer.from(chunk).toString()).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (!line.startsWith('data: {')) continue
        const { errors } = JSON.parse(line.slice('data: '.length))
        if (errors) told = errors[0].extensions.code
        else run()
      }
    }
    end(`${told}, then the end`)
  }
  read().catch((error: Error) => end(error.name))
  return { running, ended, close: () => abort.abort() }
}

function outcome() {
  let run = () => {}
  let finish: (end: End) => void = () => {}
  const running = new Promise<void>((resolve) => {
    run = resolve
  })
  const ended = new Promise<End>((resolve) => {
    finish = resolve
  })
  return { running, run, ended, end: (how: string) => finish({ how, at: performance.now() }) }
}
