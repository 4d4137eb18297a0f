import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

/** What a request to /graphql comes back as, whichever way it went. */
export interface Raw {
  // A test knows what it asked for.
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape of the query beside them
  readonly body: any
  readonly status?: number
  readonly headers?: Headers
}

export type Ask = (
  url: string,
  params: { query?: string; variables?: object; operationName?: string; extensions?: object },
  token?: string,
) => Promise<Raw>

const authorization = (token?: string) => (token ? { authorization: `Bearer ${token}` } : {})

const overHttp: Ask = async (url, params, token) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization(token) },
    body: JSON.stringify(params),
  })
  return { body: await response.json(), status: response.status, headers: response.headers }
}

/** The first result of the stream. */
const overSse: Ask = async (url, params, token) => {
  const abort = new AbortController()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...authorization(token) },
    body: JSON.stringify(params),
    signal: abort.signal,
  })
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString()
    if (/data: \{.*\n/.test(text)) break
  }
  abort.abort()
  const data = /data: (\{.*)\n/.exec(text)?.[1] ?? text
  return { body: JSON.parse(data), status: response.status, headers: response.headers }
}

const overSocket: Ask = async (url, params, token) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: authorization(token),
  })
  const body = await new Promise((resolve, reject) => {
    client.subscribe({ query: '', ...params } as Parameters<typeof client.subscribe>[0], {
      next: resolve,
      error: (error) => (Array.isArray(error) ? resolve({ errors: error }) : reject(error)),
      complete: () => resolve({}),
    })
  })
  await client.dispose()
  return { body }
}

/** Every way to the API, as raw as a stranger would use it: what is limited on one must be on each. */
export const WAYS: readonly (readonly [name: string, ask: Ask])[] = [
  ['HTTP', overHttp],
  ['SSE', overSse],
  ['WebSocket', overSocket],
]
